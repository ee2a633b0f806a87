// Checks a data folder's log by the libraries of Go's own checksum database, which share no code with Redress:
// the signature of the checkpoint, the root over every entry, the tiles, a consistency and an inclusion proof. With "proof"
// before everything else: a single tlog-proof, and that a witness has signed its checkpoint.
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
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

func (f folder) Height() int                     { return 8 }
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

// A witness's key, by which it signs with the time (tlog-cosignature).
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }
func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	said := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, text)
	return ed25519.Verify(w.key, []byte(said), signature[8:])
}

func witnessOf(vkey string) witness {
	parts := strings.SplitN(vkey, "+", 3)
	return witness{
		name: parts[0],
		hash: uint32(must(strconv.ParseUint(parts[1], 16, 32))),
		key:  must(base64.StdEncoding.DecodeString(parts[2]))[1:],
	}
}

func checkProof(file, key, witnessKey, entry string) {
	above, checkpoint, _ := strings.Cut(string(must(os.ReadFile(file))), "\n\n")
	lines := strings.Split(above, "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" {
		must(0, fmt.Errorf("no tlog-proof: %s", lines[0]))
	}
	known := note.VerifierList(must(note.NewVerifier(key)), witnessOf(witnessKey))
	opened := must(note.Open([]byte(checkpoint), known))
	if len(opened.Sigs) != 2 {
		must(0, fmt.Errorf("%d signatures that hold", len(opened.Sigs)))
	}
	tree := must(tlog.ParseTree(asTree(opened.Text)))
	index := must(strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64))
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		proof = append(proof, must(tlog.ParseHash(line)))
	}
	record := tlog.RecordHash(must(hex.DecodeString(entry)))
	must(0, tlog.CheckRecord(proof, tree.N, tree.Hash, index, record))
	fmt.Printf("number %d proven and witnessed\n", index)
}

func main() {
	if os.Args[1] == "proof" {
		checkProof(os.Args[2], os.Args[3], os.Args[4], os.Args[5])
		return
	}
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
