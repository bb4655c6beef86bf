package phone

func Format(s string) string { return s }
func Check(s string) string  { return "" }
func SearchDigits(s string) string {
	b := []byte{}
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			b = append(b, s[i])
		}
	}
	return string(b)
}
func URI(s string) string { return SearchDigits(s) }
