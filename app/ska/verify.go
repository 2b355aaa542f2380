package ska

import (
	"fmt"

	"lumbung/app/innovation"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/storage"
)

// Verify checks the tables and what holds between them: a profile belongs to a
// centre, every version is there, an offering that is published is complete, and
// each photo has been kept.
func Verify(r storage.Reader) ([]storage.Report, error) {
	var reports []storage.Report
	for _, verify := range []func(storage.Reader) (storage.Report, error){
		profiles.Verify, offerings.Verify, versions.Verify, verifyProfiles, verifyOfferings,
	} {
		rep, err := verify(r)
		if err != nil {
			return reports, err
		}
		reports = append(reports, rep)
	}
	return reports, nil
}

func report(rep *storage.Report, format string, args ...any) {
	rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: fmt.Sprintf(format, args...)})
}

func verifyProfiles(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "ska and its parts"}
	for p, err := range profiles.All(r, storage.SKAByCentre.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		if _, err := network.CentreByCode(r, p.Centre); err != nil {
			report(&rep, "ska %s has no centre", p.Centre)
		}
		for _, i := range p.Trainees {
			var kinds int64
			for _, n := range i.Kinds() {
				kinds += n
			}
			if kinds != i.Total() {
				report(&rep, "ska %s %s: %d by kind, %d by sex", p.Centre, i.label(), kinds, i.Total())
			}
		}
		if err := verifyKept(r, &rep, p.Centre, p.ID, p.Version, p.Photos); err != nil {
			return rep, err
		}
	}
	return rep, nil
}

func verifyOfferings(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "offering and its state"}
	for o, err := range offerings.All(r, storage.OfferingByID.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		switch {
		case o.State == Published && (!o.Public() || len(o.Missing()) > 0):
			report(&rep, "offering %s is published and lacks %v", o.Slug, o.Missing())
		case o.State == Archived && o.ArchiveReason == "":
			report(&rep, "offering %s is archived without a reason", o.Slug)
		case o.State == Draft && o.Public():
			report(&rep, "offering %s is public and a draft", o.Slug)
		}
		if err := verifyKept(r, &rep, o.Slug, o.ID, o.Version, o.Photos); err != nil {
			return rep, err
		}
	}
	return rep, nil
}

// verifyKept looks for the last version and the photos of a record.
func verifyKept(r storage.Reader, rep *storage.Report, name string, id op.ID, version int64, photos []innovation.Photo) error {
	if _, ok, err := versions.Get(r, versions.ID(&Version{Subject: id, Number: version})); err != nil {
		return err
	} else if !ok {
		report(rep, "%s: version %d is not kept", name, version)
	}
	for _, x := range photos {
		ok, err := innovation.Kept(r, x.Hash)
		if err != nil {
			return err
		}
		if !ok || x.Alt == "" {
			report(rep, "%s: photo %s is not kept or has no words", name, x.Hash)
		}
	}
	return nil
}

// Export gives every record to emit, with its kind.
func Export(r storage.Reader, emit func(kind string, record any) error) error {
	return storage.Export(r, emit, &profiles, &offerings, &versions)
}
