package main

import (
	"context"
	"os"
)

func growth(context.Context, *os.File) ([]row, error) { return nil, nil }
func pages(context.Context, *os.File) ([]row, error)  { return nil, nil }
func start(context.Context, *os.File) ([]row, error)  { return nil, nil }
