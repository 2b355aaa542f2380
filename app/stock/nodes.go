package stock

import (
	"lumbung/app/network"
	"lumbung/storage"
)

// nodesOfCentre lists the real nodes of a centre.
func nodesOfCentre(r storage.Reader, centre string) ([]Node, error) {
	var nodes []Node
	houses, err := network.WarehousesOf(r, centre)
	if err != nil {
		return nil, err
	}
	for _, w := range houses {
		more, err := nodesOf(r, WarehouseNode(w.Code))
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, more...)
	}
	return nodes, nil
}
