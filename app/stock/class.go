package stock

// Class is what a model is to the books: government accounting (PSAP 05) tells
// raw materials, work in process and finished goods apart. It is an attribute
// and never a way of tracking; what is in work is known from the production
// orders, not from a class.
type Class string

// The classes.
const (
	ClassDevice     Class = "device"     // alat bantu, bought or given
	ClassFinished   Class = "finished"   // barang jadi, what an SKA makes
	ClassPart       Class = "part"       // suku cadang and accessories
	ClassRaw        Class = "raw"        // bahan baku
	ClassConsumable Class = "consumable" // barang habis pakai
	ClassKit        Class = "kit"        // paket, put together from others
)

// Classes lists the classes in the order of the screens.
func Classes() []Class {
	return []Class{ClassDevice, ClassFinished, ClassPart, ClassRaw, ClassConsumable, ClassKit}
}

// StockClass is the class of the model: the one that people chose, else a device
// when each piece has a serial number, else a part.
func (m Model) StockClass() Class {
	switch {
	case m.Class != "":
		return m.Class
	case m.Tracking == Serialised:
		return ClassDevice
	default:
		return ClassPart
	}
}

// ForPeople tells whether pieces of the model are what a person is handed: not
// what a workshop builds in or uses up.
func (m Model) ForPeople() bool {
	c := m.StockClass()
	return c == ClassDevice || c == ClassFinished || c == ClassKit
}
