package vat

import "strings"

// The functions below check the digits of a body that has the shape of its country.
// Their rules are public; where no other source is named, they are as python-stdnum
// describes them after the national registers and the Commission's paper "VIES-VAT
// validation routines" (TAXUD/C5/VIES).

// sum adds the digits of d times their weights.
func sum(d string, weights ...int) int {
	total := 0
	for i, w := range weights {
		total += int(d[i]-'0') * w
	}
	return total
}

// weighted is the rule of numbers whose weighted sum is a multiple.
func weighted(modulus int, weights ...int) func(string) bool {
	return func(d string) bool { return sum(d, weights...)%modulus == 0 }
}

// last is the value of the last digit.
func last(d string) int { return int(d[len(d)-1] - '0') }

// luhn is ISO/IEC 7812-1 annex B: every second digit from the right doubled.
func luhn(d string) int {
	total := 0
	for i := range len(d) {
		v := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		total += v
	}
	return total % 10
}

// iso7064 is ISO 7064 Mod 11,10 (Germany, Croatia).
func iso7064(d string) bool {
	p := 10
	for i := range len(d) - 1 {
		s := (p + int(d[i]-'0')) % 10
		if s == 0 {
			s = 10
		}
		p = 2 * s % 11
	}
	return (p+last(d))%10 == 1
}

// austria: Luhn over the first seven with 4 added (BMF, UID-Nummer).
func austria(b string) bool {
	return (luhn(b[1:8])+4+last(b))%10 == 0
}

// bulgaria: nine digits of firms (BULSTAT) with a second set of weights when the first
// leaves ten; ten of persons, foreigners and others, which cannot be told apart.
func bulgaria(d string) bool {
	if len(d) == 9 {
		c := sum(d, 1, 2, 3, 4, 5, 6, 7, 8) % 11
		if c == 10 {
			c = sum(d, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10
		}
		return c == last(d)
	}
	return sum(d, 2, 4, 8, 5, 10, 9, 7, 3, 6)%11%10 == last(d) ||
		sum(d, 21, 19, 17, 13, 11, 9, 7, 3, 1)%10 == last(d) ||
		(11-sum(d, 4, 3, 2, 7, 6, 5, 4, 3, 2)%11)%11 == last(d)
}

// cyprus: the digits on odd places are replaced; the sum gives the letter.
func cyprus(b string) bool {
	odd := [10]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21}
	total := 0
	for i := range 8 {
		if v := int(b[i] - '0'); i%2 == 0 {
			total += odd[v]
		} else {
			total += v
		}
	}
	return b[:2] != "12" && b[8] == byte('A'+total%26)
}

// czechia: eight digits of firms; nine beginning with 6 of certain persons; else a
// birth number, which has a check digit since it has ten digits (1954).
func czechia(d string) bool {
	switch {
	case len(d) == 8:
		c := (11 - sum(d, 8, 7, 6, 5, 4, 3, 2)%11) % 11
		if c == 0 {
			c = 1
		}
		return d[0] != '9' && c%10 == last(d)
	case len(d) == 9 && d[0] == '6':
		c := sum(d[1:], 8, 7, 6, 5, 4, 3, 2) % 11
		return 8-(21-c)%11 == last(d)
	case len(d) == 9:
		return number(d[2:4])%50%20 <= 12
	}
	return number(d[:9])%11%10 == last(d)
}

// greece: powers of two, modulo 11.
func greece(d string) bool {
	return sum(d, 256, 128, 64, 32, 16, 8, 4, 2)%11%10 == last(d)
}

const spanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE"

// spain: DNI (digits and a letter), NIE (X, Y, Z), the numbers of persons without
// either (K, L, M), and those of firms (CIF), whose check is a digit or a letter
// (Agencia Tributaria; Orden EHA/451/2008).
func spain(b string) bool {
	person := func(d string) bool { return b[8] == spanishLetters[number(d)%23] }
	switch {
	case b[0] <= '9':
		return person(b[:8])
	case strings.IndexByte("XYZ", b[0]) >= 0:
		return person(string(b[0]-'X'+'0') + b[1:8])
	case strings.IndexByte("KLM", b[0]) >= 0:
		return person(b[1:8])
	case strings.IndexByte("ABCDEFGHJNPQRSUVW", b[0]) < 0:
		return false
	}
	c := (10 - luhn(b[1:8]+"0")) % 10
	return b[8] == byte('0'+c) || b[8] == "JABCDEFGHI"[c]
}

// france: a key of two before the SIREN, which itself fits Luhn save for Monaco (000).
// The key is of digits, or in the newer series has letters (BOI-TVA-DECLA-20-10-20).
func france(b string) bool {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
	siren := b[2:]
	if luhn(siren) != 0 && siren[:3] != "000" {
		return false
	}
	first, second := strings.IndexByte(alphabet, b[0]), strings.IndexByte(alphabet, b[1])
	switch {
	case first < 10 && second < 10:
		return number(siren+"12")%97 == number(b[:2])
	case first < 10:
		c := first*24 + second - 10
		return (number(siren)+1+c/11)%11 == c%11
	}
	c := first*34 + second - 100
	return (number(siren)+1+c/11)%11 == c%11
}

// britain: weighted, modulo 97, since 2010 also with 55 added; government and health
// bodies are numbered 000 to 499 and 500 to 999 (HMRC, VAT Notice 700).
func britain(b string) bool {
	if strings.HasPrefix(b, "GD") {
		return b[2] < '5'
	}
	if strings.HasPrefix(b, "HA") {
		return b[2] >= '5'
	}
	c := (sum(b, 8, 7, 6, 5, 4, 3, 2) + number(b[7:9])) % 97
	return c == 0 || b[0] != '0' && (c == 42 || c == 55)
}

// ireland: weighted, modulo 23; a second letter counts nine times. The old form has
// a sign on the second place and its first digit goes to the end (Revenue).
func ireland(b string) bool {
	if b[1] < '0' || b[1] > '9' {
		b = "0" + b[2:7] + b[:1] + b[7:]
	}
	const letters = "WABCDEFGHIJKLMNOPQRSTUV"
	total := sum(b, 8, 7, 6, 5, 4, 3, 2)
	if len(b) == 9 {
		total += 9 * strings.IndexByte(letters, b[8])
	}
	return letters[total%23] == b[7]
}

// italy: seven digits, the office (a province, or one of four others), Luhn.
func italy(d string) bool {
	office := number(d[7:10])
	known := office >= 1 && office <= 100 || office == 120 || office == 121 || office == 888 || office == 999
	return luhn(d) == 0 && known && d[:7] != "0000000"
}

// lithuania: weights 1 to 9 over and over, again from 3 when that leaves ten.
func lithuania(d string) bool {
	total := func(from int) (t int) {
		for i := range len(d) - 1 {
			t += int(d[i]-'0') * (1 + (i+from)%9)
		}
		return t % 11
	}
	c := total(0)
	if c == 10 {
		c = total(2) % 10
	}
	return c == last(d)
}

// luxembourg: the first six modulo 89.
func luxembourg(d string) bool { return number(d[:6])%89 == number(d[6:]) }

// latvia: firms begin above 3; the others are personal codes.
func latvia(d string) bool {
	if d[0] > '3' {
		return sum(d, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1)%11 == 3
	}
	return (1+sum(d, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9))%11%10 == last(d)
}

// netherlands: of firms the RSIN fits modulo 11; the numbers given to persons since
// 2020 fit modulo 97 as a whole, letters counted from A = 10 (Belastingdienst).
func netherlands(b string) bool {
	if sum(b, 9, 8, 7, 6, 5, 4, 3, 2)%11 == int(b[8]-'0') {
		return true
	}
	return number("2321"+b[:9]+"11"+b[10:])%97 == 1
}

// poland: weighted, modulo 11; a remainder of ten is not given out.
func poland(d string) bool { return sum(d, 6, 5, 7, 2, 3, 4, 5, 6, 7)%11 == last(d) }

// portugal: weighted, modulo 11.
func portugal(d string) bool {
	return (11-sum(d, 9, 8, 7, 6, 5, 4, 3, 2)%11)%11%10 == last(d)
}

// romania: two to ten digits, filled up with 0, weighted.
func romania(d string) bool {
	full := strings.Repeat("0", 10-len(d)) + d
	return sum(full, 7, 5, 3, 2, 1, 7, 5, 3, 2)*10%11%10 == last(d)
}

// sweden: the organisation number fits Luhn; two digits count the registrations.
func sweden(d string) bool { return luhn(d[:10]) == 0 && d[10:] != "00" }

// slovenia: weighted, modulo 11; a check of eleven is not given out.
func slovenia(d string) bool {
	c := 11 - sum(d, 8, 7, 6, 5, 4, 3, 2)%11
	return c != 11 && c%10 == last(d)
}

// slovakia: a multiple of eleven.
func slovakia(d string) bool { return number(d)%11 == 0 }

// switzerland: weighted, modulo 11; a check of ten is not given out (eCH-0097).
func switzerland(b string) bool {
	return (11-sum(b[1:], 5, 4, 3, 2, 7, 6, 5, 4)%11)%11 == last(b)
}
