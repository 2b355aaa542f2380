package views

// Chain is the picture of the results chain: what the Ditjen put out, what came
// of it in people's lives, and the goal. Its point is the missing contributor:
// without connection between the Ditjen the goal fails.
type Chain struct {
	ChartText
	Outputs  []ChainLink // one for each Ditjen that the goal needs
	Outcomes []ChainLink
	Goal     ChainLink
}

// ChainLink is one cell of a Chain. A Missing one is drawn as an empty dashed
// place; its Figure says how many of those in need were reached.
type ChainLink struct {
	Name    string // Ditjen, outcome or goal
	Figure  string // 42 kursi roda; 0 dari 37 yang membutuhkan
	Text    string
	Href    string
	Missing bool
	Tone    Tone
	Word    string // of the tone
}
