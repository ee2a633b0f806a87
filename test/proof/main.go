// Checks a data folder's log by the libraries of Go's own checksum database, which share no code with Redress:
// the signature of the checkpoint, the root over every entry, the tiles, a consistency and an inclusion proof.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

// Tiles in the layout of tlog-tiles, which leaves the height of a tile out of its name.
type folder struct{ path string }

func (f folder) Height() int { return 8 }
func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		content, err := os.ReadFile(filepath.Join(f.path, strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
		if err != nil {
			return nil, err
		}
		data = append(data, content)
	}
	return data, nil
}

func main() {
	path, key, earlier := os.Args[1], os.Args[2], os.Args[3]
	verifier := must(note.NewVerifier(key))
	open := func(file string) tlog.Tree {
		text := must(os.ReadFile(file))
		return must(tlog.ParseTree(asTree(must(note.Open(text, note.VerifierList(verifier))).Text)))
	}
	tree, old := open(filepath.Join(path, "checkpoint")), open(earlier)
	hashes := tlog.TileHashReader(tree, folder{path})

	entries := entriesOf(path, tree.N)
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, index := range indexes {
			found = append(found, stored[index])
		}
		return found, nil
	})
	for n, entry := range entries {
		stored = append(stored, must(tlog.StoredHashes(int64(n), entry, reader))...)
	}
	if must(tlog.TreeHash(tree.N, reader)) != tree.Hash {
		fmt.Fprintln(os.Stderr, "the entries are not those of the checkpoint")
		os.Exit(1)
	}
	check := func(err error) { must(0, err) }
	check(tlog.CheckTree(must(tlog.ProveTree(tree.N, old.N, hashes)), tree.N, tree.Hash, old.N, old.Hash))
	for n, entry := range entries {
		proof := must(tlog.ProveRecord(tree.N, int64(n), hashes))
		check(tlog.CheckRecord(proof, tree.N, tree.Hash, int64(n), tlog.RecordHash(entry)))
	}
	fmt.Printf("%d entries proven\n", len(entries))
}

// The checkpoint has the name of the log where Go's own has the name of its format.
func asTree(text string) []byte {
	_, rest, _ := strings.Cut(text, "\n")
	return []byte("go.sum database tree\n" + rest)
}

func entriesOf(path string, size int64) [][]byte {
	var entries [][]byte
	for bundle := int64(0); bundle*256 < size; bundle++ {
		name := fmt.Sprintf("%03d", bundle)
		if width := size - bundle*256; width < 256 {
			name = fmt.Sprintf("%s.p/%d", name, width)
		}
		content := bytes.NewBuffer(must(os.ReadFile(filepath.Join(path, "tile", "entries", name))))
		for content.Len() > 0 {
			length := content.Next(2)
			entries = append(entries, bytes.Clone(content.Next(int(length[0])<<8|int(length[1]))))
		}
	}
	return entries
}
