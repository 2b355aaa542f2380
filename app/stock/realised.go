package stock

import (
	"iter"

	"lumbung/app/op"
	"lumbung/storage"
)

// RealisedBy yields the models that realise an innovation.
func RealisedBy(r storage.Reader, innovation op.ID) iter.Seq2[Model, error] {
	return models.All(r, storage.ModelByInnovation.Key().ID(innovation))
}
