package vat

import "regexp"

// country is the rule for the numbers of one country.
type country struct {
	shape   *regexp.Regexp
	check   func(body string) bool
	example string // shown to who typed another shape; its check digits are right
}

// countries are the rules for the numbers of other countries. The shapes are those
// the European Commission lists for VIES (ec.europa.eu/taxation_customs/vies, "VAT
// number format"), Greece as EL and Northern Ireland as XI; the shapes of GB and CH
// are those of gov.uk (VATREC) and of bfs.admin.ch (UID). The check digits are told at
// each function in checks.go.
var countries = map[string]country{
	"AT": {re(`U\d{8}`), austria, "U13585627"},
	"BG": {re(`\d{9,10}`), bulgaria, "175074752"},
	"CH": {re(`E?\d{9}`), switzerland, "E107787577"},
	"CY": {re(`[013-59]\d{7}[A-Z]`), cyprus, "10259033P"},
	"CZ": {re(`\d{8,10}`), czechia, "25123891"},
	"DE": {re(`[1-9]\d{8}`), iso7064, "136695976"},
	"DK": {re(`[1-9]\d{7}`), weighted(11, 2, 7, 6, 5, 4, 3, 2, 1), "13585628"},
	"EE": {re(`\d{9}`), weighted(10, 3, 7, 1, 3, 7, 1, 3, 7, 1), "100931558"},
	"EL": {re(`\d{9}`), greece, "094259216"},
	"ES": {re(`[0-9A-Z]\d{7}[0-9A-Z]`), spain, "J99216582"},
	"FI": {re(`\d{8}`), weighted(11, 7, 9, 10, 5, 8, 4, 2, 1), "20774740"},
	"FR": {re(`[0-9A-HJ-NP-Z]{2}\d{9}`), france, "40303265045"},
	"GB": {re(`\d{9}|\d{12}|(GD|HA)\d{3}`), britain, "980780684"},
	"HR": {re(`\d{11}`), iso7064, "33392005961"},
	"HU": {re(`\d{8}`), weighted(10, 9, 7, 3, 1, 9, 7, 3, 1), "12892312"},
	"IE": {re(`\d{7}[A-W][A-IW]?|\d[A-Z+*]\d{5}[A-W]`), ireland, "6433435F"},
	"IT": {re(`\d{11}`), italy, "00743110157"},
	"LT": {re(`\d{7}1\d|\d{10}1\d`), lithuania, "119511515"},
	"LU": {re(`\d{8}`), luxembourg, "15027442"},
	"LV": {re(`\d{11}`), latvia, "40003521600"},
	"MT": {re(`[1-9]\d{7}`), weighted(37, 3, 4, 6, 7, 8, 9, 10, 1), "11679112"},
	"NL": {re(`\d{9}B\d{2}`), netherlands, "004495445B01"},
	"PL": {re(`\d{10}`), poland, "8567346215"},
	"PT": {re(`[1-9]\d{8}`), portugal, "501964843"},
	"RO": {re(`[1-9]\d{1,9}`), romania, "18547290"},
	"SE": {re(`\d{12}`), sweden, "123456789701"},
	"SI": {re(`[1-9]\d{7}`), slovenia, "50223054"},
	"SK": {re(`[1-9]\d[2-47-9]\d{7}`), slovakia, "2022749619"},
	"XI": {re(`\d{9}|\d{12}|(GD|HA)\d{3}`), britain, "980780684"},
}

func re(body string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + body + `)$`) }
