package stock

import (
	"lumbung/app/network"
	"lumbung/storage"
)

// nodesOfCentre lists the real nodes of a centre.
func nodesOfCentre(r storage.Reader, centre string) ([]Node, error) {
	var nodes []Node
	for w, err := range network.WarehousesOf(r, centre) {
		if err != nil {
			return nil, err
		}
		more, err := nodesOf(r, WarehouseNode(w.Code))
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, more...)
	}
	return nodes, nil
}
