package views

// Cell is one cell of a row. As says how it is made: number and name lead to the fiche,
// tel and call to a telephone, mail and web out of the program; vat can have a remark,
// next and over are of what comes next; fiche is the number and name of one; a figure stands at the end; else it is text.
type Cell struct {
	As, Class string
	Parts     []Part
	To        string // number, address of mail, or address on the web
	Note      string // remark, in words
}
