package views

func init() {
	samples = append(samples, sample{"transfers", func(lang string) View { return sampleTransfers(lang) }})
}

func sampleTransfers(lang string) Transfers {
	f := sampleFrame(lang, "prospects")
	f.Title = f.T("transfer.head")
	v := Transfers{Frame: f, Back: &Link{"/prospects?q=hout", f.T("nav.prospects")}}
	for _, r := range []ExportRow{{ID: "list", Label: f.T("transfer.this-list"), Count: 12}, {ID: "prospects", Label: f.T("nav.prospects"), Count: 1312}, {ID: "suppliers", Label: f.T("nav.suppliers")}} {
		r.Frame = f
		for _, form := range []string{"csv", "xlsx", "vcard", "lines"} {
			r.Forms = append(r.Forms, Link{"/exports/prospects." + form + "?list=q%3Dhout", f.T("transfer." + form)})
		}
		v.Rows = append(v.Rows, r)
	}
	return v
}
