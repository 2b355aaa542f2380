package storage

// Exported is a table whose records Export hands out.
type Exported interface {
	export(r Reader, emit func(kind string, record any) error) error
}

// Export hands every record of the tables to emit with the kind of its table:
// table by table, each in the order of its keys. It ends with the first error.
func Export(r Reader, emit func(kind string, record any) error, tables ...Exported) error {
	for _, t := range tables {
		if err := t.export(r, emit); err != nil {
			return err
		}
	}
	return nil
}

func (t *Table[T]) export(r Reader, emit func(kind string, record any) error) error {
	for _, f := range t.families(RoleRecord) {
		for rec, err := range t.All(r, f.Key()) {
			if err != nil {
				return err
			}
			if err := emit(t.Kind, rec); err != nil {
				return err
			}
		}
	}
	return nil
}
