package handlers

import (
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
)

// contentPolicy lets pages load from here alone, and nothing inline.
var contentPolicy = strings.Join([]string{
	"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
	"connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
}, "; ")

// observe gives the request its id, answers its error, and writes one line about
// it: no query, no raw path with the ids of people, no names.
func (s *Server) observe(c *fiber.Ctx) error {
	begun := time.Now()
	v := visitOf(c)
	c.Set(fiber.HeaderXRequestID, v.id)
	_ = c.Context().Conn().SetWriteDeadline(begun.Add(writeTimeout)) // a connection that is gone fails at the write anyway
	if err := c.Next(); err != nil {
		if err := s.answer(c, err); err != nil {
			return err
		}
	}
	took := time.Since(begun)
	status := c.Response().StatusCode()
	s.meters.request(c.Method(), v.pattern(), status, took)
	s.log.Info("request",
		slog.String("method", c.Method()), slog.String("route", v.pattern()), slog.Int("status", status),
		slog.Duration("took", took), slog.String("request", v.id), slog.String("actor", v.by.ID.String()))
	return nil
}

// recovered turns a panic of a handler into an internal error.
func (s *Server) recovered(c *fiber.Ctx) (err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			err = fault.Wrap(fmt.Errorf("%v\n%s", thrown, debug.Stack()), "panic")
		}
	}()
	return c.Next()
}

// guarded sets the headers that limit what a browser does with an answer.
func (s *Server) guarded(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentSecurityPolicy, contentPolicy)
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "same-origin")
	c.Set(fiber.HeaderPermissionsPolicy, "camera=(self), geolocation=(), microphone=(), payment=(), usb=()")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	if s.secure(c) {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000; includeSubDomains")
	}
	return c.Next()
}

// secure tells whether the visitor reaches us over TLS.
func (s *Server) secure(c *fiber.Ctx) bool {
	return s.opt.Secure || s.opt.TrustProxy && c.Get(fiber.HeaderXForwardedProto) == "https"
}

// address is where the request comes from. Of X-Forwarded-For only the last
// entry is believed: the proxy wrote it, the others may be invented.
func (s *Server) address(c *fiber.Ctx) string {
	if s.opt.TrustProxy {
		if all := strings.Split(c.Get(fiber.HeaderXForwardedFor), ","); strings.TrimSpace(all[len(all)-1]) != "" {
			return strings.TrimSpace(all[len(all)-1])
		}
	}
	return c.Context().RemoteIP().String()
}

// noStore keeps an answer out of every cache.
func noStore(c *fiber.Ctx) {
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	c.Set("X-Robots-Tag", "noindex")
}

// cached sets how long an answer may be kept: public pages until they change,
// those of people who are signed in not at all.
func (s *Server) cached(c *fiber.Ctx) error {
	v := visitOf(c)
	if v.route.has(public) && !v.signedIn() {
		c.Set(fiber.HeaderCacheControl, "public, no-cache") // asked again each time, answered 304 by the ETag
		c.Vary(fiber.HeaderCookie)
	} else {
		noStore(c)
	}
	return c.Next()
}
