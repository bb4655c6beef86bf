package place

// Language is the official language where a postcode serves: nl, fr or de. It is empty
// for Brussels, which has two, and for what is no postcode.
func Language(code string) string {
	switch code = Postcode(code); {
	case code < "1300":
		return ""
	case code < "1500":
		return "fr"
	case code < "4000":
		return "nl"
	case code >= "4700" && code < "4800": // from Eupen to Burg-Reuland
		return "de"
	case code < "8000":
		return "fr"
	}
	return "nl"
}
