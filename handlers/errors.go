package handlers

import (
	"errors"
	"log/slog"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/views/i18n"
)

// statuses gives each kind of failure its HTTP status.
var statuses = map[fault.Code]int{
	fault.Invalid:     fiber.StatusUnprocessableEntity,
	fault.NoActor:     fiber.StatusUnauthorized,
	fault.Denied:      fiber.StatusForbidden,
	fault.NotFound:    fiber.StatusNotFound,
	fault.Conflict:    fiber.StatusConflict,
	fault.Stale:       fiber.StatusConflict,
	fault.TooMany:     fiber.StatusTooManyRequests,
	fault.TooLarge:    fiber.StatusRequestEntityTooLarge,
	fault.Unready:     fiber.StatusServiceUnavailable,
	fault.Internal:    fiber.StatusInternalServerError,
	fault.Unprovable:  fiber.StatusInternalServerError,
	fault.Unsupported: fiber.StatusUnsupportedMediaType,
}

// failure is an error on its way out.
type failure struct {
	*fault.Error
	status int
}

// ours tells whether the failure is a fault of the program, of which people see
// a reference only.
func (f failure) ours() bool { return f.Code == fault.Internal || f.Code == fault.Unprovable }

// failureOf finds the status of err. Fiber's own errors, such as a missing
// route, become faults here, so that no text of a library reaches anybody.
func failureOf(err error) failure {
	foreign, ok := errors.AsType[*fiber.Error](err)
	if !ok {
		f := fault.As(err)
		return failure{f, statuses[f.Code]}
	}
	out := failure{status: foreign.Code}
	switch code := foreign.Code; {
	case code == fiber.StatusNotFound:
		out.Error = fault.New(fault.NotFound, "error.page_not_found", nil)
	case code == fiber.StatusMethodNotAllowed:
		out.Error = fault.New(fault.Unsupported, "error.method", nil)
	case code == fiber.StatusRequestEntityTooLarge:
		out.Error = tooLarge(maxBody)
	case code == fiber.StatusRequestHeaderFieldsTooLarge:
		out.Error = fault.New(fault.TooLarge, "error.header_too_large", nil)
	case code == fiber.StatusRequestTimeout:
		out.Error = fault.New(fault.Unready, "error.too_slow", nil)
	case code >= 400 && code < 500:
		out.Error = fault.New(fault.Invalid, "error.request", nil)
	default:
		out.Error = fault.Wrap(err, "answer")
	}
	return out
}

func tooLarge(limit int) *fault.Error {
	return fault.New(fault.TooLarge, "error.too_large", fault.Args{"mib": limit >> 20})
}

// answer is the ErrorHandler: the only place that tells anybody of an error,
// and the only one that logs one.
func (s *Server) answer(c *fiber.Ctx, err error) (failed error) {
	f := failureOf(err)
	v := visitOf(c)
	if f.ours() {
		s.log.Error("request failed", slog.String("request", v.id), slog.String("route", v.pattern()),
			slog.String("error", f.Error.Error()))
	}
	defer func() {
		if thrown := recover(); thrown != nil {
			s.log.Error("error page failed", slog.String("request", v.id), slog.Any("panic", thrown))
			failed = c.Status(fiber.StatusInternalServerError).SendString(v.id)
		}
	}()
	c.Response().ResetBody()
	c.Status(f.status)
	noStore(c)
	if f.Code == fault.TooMany {
		c.Set(fiber.HeaderRetryAfter, waitOf(f))
	}
	if wantsProblem(c) {
		return s.problem(c, f)
	}
	return s.errorPage(c, f)
}

// waitOf is in how many seconds it makes sense to try again.
func waitOf(f failure) string {
	if seconds, ok := f.Args["seconds"].(int); ok {
		return strconv.Itoa(seconds)
	}
	return "60"
}

// wantsProblem tells whether a failure is answered as application/problem+json.
func wantsProblem(c *fiber.Ctx) bool {
	if isAPI(c.Path()) {
		return true
	}
	accept := c.Get(fiber.HeaderAccept)
	return strings.Contains(accept, "json") && !strings.Contains(accept, "html")
}

func isAPI(path string) bool { return strings.HasPrefix(path, "/api/") }

// problem is RFC 9457 with the code, the fields and the reference of a failure.
type problem struct {
	Type      string         `json:"type"`
	Title     string         `json:"title"`
	Status    int            `json:"status"`
	Code      string         `json:"code"`
	Detail    string         `json:"detail"`
	Fields    []problemField `json:"fields,omitempty"`
	RequestID string         `json:"request_id"`
	Clash     *problemClash  `json:"clash,omitempty"` // of two editors
}

type problemField struct {
	Name    string `json:"name"`
	Message string `json:"message"`
	Key     string `json:"key"`
}

func (s *Server) problem(c *fiber.Ctx, f failure) error {
	v := visitOf(c)
	p := problem{
		Type:      "about:blank",
		Title:     v.lang.T("error.title_" + string(f.Code)),
		Status:    f.status,
		Code:      string(f.Code),
		Detail:    say(v.lang, f.Error),
		RequestID: v.id,
	}
	for _, field := range f.Fields {
		p.Fields = append(p.Fields, problemField{Name: field.Name, Message: v.lang.Say(field.Key, field.Args), Key: field.Key})
	}
	if clash, ok := fault.ClashOf(f.Error); ok {
		p.Clash = showClash(clash)
	}
	if f.Code == fault.NoActor {
		c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="lumbung"`)
	}
	return c.JSON(p, "application/problem+json")
}

// say is the sentence about a failure that people may read.
func say(l i18n.Lang, f *fault.Error) string {
	if f.Code == fault.Internal || f.Code == fault.Unprovable {
		return l.T("error.internal")
	}
	return l.Say(f.Key, f.Args)
}
