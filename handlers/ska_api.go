package handlers

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/innovation"
	"lumbung/app/ska"
	"lumbung/views"
)

// filled gives every list of a sheet its brackets, so that an empty one is [].
func filled(x ska.Sheet) ska.Sheet {
	x.Makes, x.Rooms, x.Equipment, x.Capacity = orEmpty(x.Makes), orEmpty(x.Rooms), orEmpty(x.Equipment), orEmpty(x.Capacity)
	x.Trainees, x.Decrees, x.Photos = orEmpty(x.Trainees), orEmpty(x.Decrees), orEmpty(x.Photos)
	return x
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// skasAPI lists every SKA.
func (s *Server) skasAPI(c *fiber.Ctx) error {
	list, err := s.app.SKA.All(c.UserContext())
	if err != nil {
		return err
	}
	return listedAs(c, list, "", "", filled)
}

// skaAPI answers with what everybody may read of an SKA.
func (s *Server) skaAPI(c *fiber.Ctx) error {
	x, err := s.app.SKA.One(c.UserContext(), c.Params("centre"))
	if err != nil {
		return err
	}
	return found(c, filled(x))
}

// skaProfileAPI answers with a profile as those who keep it see it.
func (s *Server) skaProfileAPI(c *fiber.Ctx) error {
	p, err := s.app.SKA.Edit(c.UserContext(), c.Params("centre"))
	if err != nil {
		return err
	}
	return found(c, filledProfile(p))
}

func filledProfile(p ska.Profile) ska.Profile {
	p.Rooms, p.Equipment, p.Capacity = orEmpty(p.Rooms), orEmpty(p.Equipment), orEmpty(p.Capacity)
	p.Trainees, p.Decrees, p.Photos = orEmpty(p.Trainees), orEmpty(p.Decrees), orEmpty(p.Photos)
	return p
}

// changeSKAAPI does one command on a profile.
func changeSKAAPI[In any](do func(*ska.House, context.Context, In) (ska.Profile, error)) func(*Server, *fiber.Ctx) error {
	return func(s *Server, c *fiber.Ctx) error {
		return act(c, func(ctx context.Context, in In) (ska.Profile, error) {
			p, err := do(s.app.SKA, ctx, in)
			return filledProfile(p), err
		})
	}
}

// changeOfferingAPI does one command on an offering.
func changeOfferingAPI[In any](do func(*ska.House, context.Context, In) (ska.Offering, error)) func(*Server, *fiber.Ctx) error {
	return func(s *Server, c *fiber.Ctx) error {
		return act(c, func(ctx context.Context, in In) (offeringJSON, error) {
			o, err := do(s.app.SKA, ctx, in)
			return showOffering(o), err
		})
	}
}

// skaVersionsAPI lists what has changed of a profile.
func (s *Server) skaVersionsAPI(c *fiber.Ctx) error {
	in, _, err := query[ska.List](c)
	if err != nil {
		return err
	}
	list, err := s.app.SKA.History(c.UserContext(), in)
	if err != nil {
		return err
	}
	return listedAs(c, list.Items, list.Next, list.Prev, showVersion)
}

// versionJSON is a version in the API. Who did it is told by role and centre.
type versionJSON struct {
	Number  int64        `json:"number"`
	Part    ska.Part     `json:"part"`
	Name    string       `json:"name"`
	Removed bool         `json:"removed"`
	By      string       `json:"by"`
	At      time.Time    `json:"at"`
	Changes []ska.Change `json:"changes"`
}

func showVersion(v ska.Version) versionJSON {
	return versionJSON{Number: v.Number, Part: v.Part, Name: v.Name, Removed: v.Removed, By: v.By.Name, At: v.At, Changes: orEmpty(v.Changes)}
}

// skaCompareAPI puts all SKA side by side.
func (s *Server) skaCompareAPI(c *fiber.Ctx) error {
	in, _, err := query[ska.CompareAsk](c)
	if err != nil {
		return err
	}
	x, err := s.app.SKA.Compare(c.UserContext(), in)
	if err != nil {
		return err
	}
	return found(c, x)
}

// offeringJSON is an offering in the API, with the address of its page.
type offeringJSON struct {
	ska.Offering
	Href string `json:"href"`
}

func showOffering(o ska.Offering) offeringJSON {
	if o.Photos == nil {
		o.Photos = []innovation.Photo{}
	}
	return offeringJSON{o, views.OfferingHref(o.Slug)}
}

// offeringsAPI lists what is offered to everybody.
func (s *Server) offeringsAPI(c *fiber.Ctx) error {
	in, _, err := query[ska.List](c)
	if err != nil {
		return err
	}
	list, err := s.app.SKA.Offerings(c.UserContext(), in)
	if err != nil {
		return err
	}
	return listedAs(c, list.Items, list.Next, list.Prev, showOffering)
}

// offeringAPI answers with one offering.
func (s *Server) offeringAPI(c *fiber.Ctx) error {
	o, err := s.app.SKA.Offering(c.UserContext(), c.Params("offering"))
	if err != nil {
		return err
	}
	return found(c, showOffering(o))
}

// addOfferingAPI begins a draft.
func (s *Server) addOfferingAPI(c *fiber.Ctx) error {
	in, _, err := bind[ska.TermsForm](c)
	if err != nil {
		return err
	}
	o, err := s.app.SKA.Offer(c.UserContext(), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/offerings/"+o.ID.String(), showOffering(o))
}

// offeringVersionsAPI lists what has changed of an offering.
func (s *Server) offeringVersionsAPI(c *fiber.Ctx) error {
	in, _, err := query[ska.List](c)
	if err != nil {
		return err
	}
	list, err := s.app.SKA.OfferingHistory(c.UserContext(), c.Params("offering"), in)
	if err != nil {
		return err
	}
	return listedAs(c, list.Items, list.Next, list.Prev, showVersion)
}
