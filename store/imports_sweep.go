package store

import (
	"context"
	"errors"
	"os"
	"time"

	"fichebak/store/fiche"
)

// KeptUpload is how long a file is kept that nobody goes on with, or of which rows were
// left alone.
const KeptUpload = 7 * 24 * time.Hour

// keepsUpload reports whether the file of an import is still of use.
func keepsUpload(i *Import, j *Job, now time.Time) bool {
	switch {
	case i.Job == "", j.State == JobRunning, j.State == JobStopped:
		return true
	case j.Counts["skipped"] > 0:
		return j.Ended().Add(KeptUpload).After(now)
	}
	return false
}

// sweepImports forgets imports that nobody went on with, and removes files that are of
// no more use and rehearsals that belong to none.
func (s *Store) sweepImports(ctx context.Context) error {
	keep, rehearsed := map[fiche.ID]bool{}, map[fiche.ID]bool{}
	var old, lost []fiche.ID
	err := s.view(ctx, func(t *tx) error {
		old, lost = nil, nil
		err := each(t, []byte("i/i"), false, func(_ []byte, i Import) error {
			rehearsed[i.Rehearsal] = true
			j, _, err := find[Job](t, jobKey(i.Job))
			if i.Job == "" && !time.Unix(i.At, 0).Add(KeptUpload).After(t.now) {
				old = append(old, i.ID)
			} else if keepsUpload(&i, &j, t.now) {
				keep[i.ID] = true
			}
			return err
		})
		if err != nil {
			return err
		}
		return each(t, []byte("j/"), false, func(_ []byte, j Job) error {
			if j.Kind == KindRehearsal && !rehearsed[j.ID] {
				lost = append(lost, j.ID)
			}
			return nil
		})
	})
	for _, id := range old {
		if err == nil {
			err = s.DropImport(ctx, Actor{}, id)
		}
	}
	for _, id := range lost {
		if err == nil {
			err = s.forgetRehearsal(ctx, id)
		}
	}
	files, failed := os.ReadDir(s.uploads)
	if err != nil || failed != nil {
		return err // there is no folder before the first import
	}
	for _, f := range files {
		if made, ok := idTime('i', f.Name()); ok && !keep[f.Name()] && made.Add(time.Hour).Before(s.now()) {
			err = errors.Join(err, s.dropUpload(f.Name()))
		}
	}
	return err
}
