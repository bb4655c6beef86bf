package index

import (
	"bytes"
	"hash/crc32"
	"testing"

	"pgregory.net/rapid"
)

func written(t interface{ Fatal(...any) }, m *Image) []byte {
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestImageReadBackIsTheIndexAsItWas(t *testing.T) {
	small(t)
	rapid.Check(t, func(t *rapid.T) {
		x, m := New(), model{}
		for range rapid.IntRange(0, 60).Draw(t, "changes") {
			if r := drawRow(t); rapid.IntRange(0, 4).Draw(t, "drop") == 0 {
				x.Drop(r.ID)
				delete(m, r.ID)
			} else {
				x.Put(r)
				m[r.ID] = r
			}
		}
		image := x.Image()
		x.Put(drawRow(t)) // after it was taken
		x.Drop(drawID(t))
		b := written(t, image)
		y := New()
		if err := y.Read(bytes.NewReader(b), int64(len(b))); err != nil {
			t.Fatal(err)
		}
		sameRows(t, y, m)
		alike(t, y, m)
		r := drawRow(t)
		y.Put(r)
		m[r.ID] = r
		sameRows(t, y, m)
		alike(t, y, m)
	})
}

func TestDamagedImageIsRefusedAndTheIndexStays(t *testing.T) {
	x := New()
	for n := range 5 {
		x.Put(twoFaces(n, n))
	}
	b := written(t, x.Image())
	for i := range b {
		bad := bytes.Clone(b)
		bad[i] ^= 0x55
		if err := x.Read(bytes.NewReader(bad), int64(len(bad))); err == nil {
			t.Errorf("byte %d of %d changed, and it was read", i, len(b))
		}
		if err := x.Read(bytes.NewReader(b[:i]), int64(i)); err == nil {
			t.Errorf("cut off after %d of %d bytes, and it was read", i, len(b))
		}
	}
	if x.Len() != 5 || len(x.Check()) > 0 {
		t.Errorf("%d rows are left: %v", x.Len(), x.Check())
	}
}

// FuzzRead puts the checksums right, so that what stands behind them is met too.
func FuzzRead(f *testing.F) {
	x := New()
	f.Add(written(f, x.Image()))
	for n := range 3 {
		x.Put(twoFaces(n, n))
	}
	f.Add(written(f, x.Image()))
	f.Fuzz(func(t *testing.T, b []byte) {
		for at := 0; at+chunkHead <= len(b); {
			size := int(b[at]) | int(b[at+1])<<8
			if b[at+2], b[at+3] = 0, 0; at+chunkHead+size > len(b) {
				break
			}
			sum := crc32.Checksum(b[at+chunkHead:at+chunkHead+size], castagnoli)
			b[at+4], b[at+5], b[at+6], b[at+7] = byte(sum), byte(sum>>8), byte(sum>>16), byte(sum>>24)
			at += chunkHead + size
		}
		y := New()
		if err := y.Read(bytes.NewReader(b), int64(len(b))); err == nil {
			y.Check()
			y.Find(Query{})
		}
	})
}
