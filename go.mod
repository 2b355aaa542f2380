module lumbung

go 1.26
