package catalogue

import "sync"

// speech is what the search knows of the language, made once and never changed.
var speech = sync.OnceValue(newLexicon)

// Stems are the roots of the words of a text, in its order, for those who compare
// texts as the search does.
func Stems(text string) []string { return speech().stems(words(text)) }
