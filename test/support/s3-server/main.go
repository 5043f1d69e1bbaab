// An S3 in memory for the tests and the bench. What gofakes3 leaves out of what S3 does, and a program that sends a lot
// goes by, is here: the CRC-32 that content came with is checked and given back, and an object that was sent in parts
// keeps the ETag of its parts wherever it is named.
// Source: docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"flag"
	"fmt"
	"hash/crc32"
	"io"
	"log"
	"net"
	"net/http"
	"regexp"
	"strings"
	"sync"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

const checksum = "X-Amz-Checksum-Crc32"

// ETags by /bucket/key of what was sent in parts.
type sentInParts struct {
	lock  sync.RWMutex
	etags map[string]string
	// By upload: whether it was begun with a CRC-32, and so wants one with each part and with all of them.
	summed map[string]bool
}

func (sent *sentInParts) begun(upload string, summed bool) {
	sent.lock.Lock()
	defer sent.lock.Unlock()
	sent.summed[upload] = summed
}

func (sent *sentInParts) isSummed(upload string) bool {
	sent.lock.RLock()
	defer sent.lock.RUnlock()
	return sent.summed[upload]
}

func (sent *sentInParts) etagOf(path string) (string, bool) {
	sent.lock.RLock()
	defer sent.lock.RUnlock()
	etag, found := sent.etags[path]
	return etag, found
}

func (sent *sentInParts) set(path string, etag string) {
	sent.lock.Lock()
	defer sent.lock.Unlock()
	sent.etags[path] = etag
}

func (sent *sentInParts) forget(path string) {
	sent.lock.Lock()
	defer sent.lock.Unlock()
	delete(sent.etags, path)
}

type store struct {
	*s3mem.Backend
	sent *sentInParts
}

func (s *store) ListBucket(name string, prefix *gofakes3.Prefix, page gofakes3.ListBucketPage) (*gofakes3.ObjectList, error) {
	list, err := s.Backend.ListBucket(name, prefix, page)
	if err != nil {
		return nil, err
	}
	for _, object := range list.Contents {
		if etag, found := s.sent.etagOf("/" + name + "/" + object.Key); found {
			object.ETag = etag
		}
	}
	return list, nil
}

// Puts the ETag of the parts in the place of another.
type named struct {
	http.ResponseWriter
	etag string
}

func (n *named) WriteHeader(status int) {
	if n.Header().Get("ETag") != "" {
		n.Header().Set("ETag", n.etag)
	}
	n.ResponseWriter.WriteHeader(status)
}

func (n *named) Write(content []byte) (int, error) {
	if n.Header().Get("ETag") != "" {
		n.Header().Set("ETag", n.etag)
	}
	return n.ResponseWriter.Write(content)
}

// Passes an answer on and keeps what it says.
type kept struct {
	http.ResponseWriter
	content bytes.Buffer
}

func (k *kept) Write(content []byte) (int, error) {
	k.content.Write(content)
	return k.ResponseWriter.Write(content)
}

var uploadIn = regexp.MustCompile(`<UploadId>([^<]+)</UploadId>`)
var etagIn = regexp.MustCompile(`<ETag>(?:"|&#34;|&quot;)([0-9a-f]{32}-\d+)(?:"|&#34;|&quot;)</ETag>`)

func (sent *sentInParts) before(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		switch r.Method {
		case http.MethodGet, http.MethodHead:
			if etag, found := sent.etagOf(r.URL.Path); found {
				w = &named{w, etag}
			}
		case http.MethodPut:
			if !query.Has("uploadId") {
				sent.forget(r.URL.Path)
			}
			if query.Has("uploadId") && r.Header.Get("X-Amz-Copy-Source") == "" && !sent.isExpected(w, r) {
				return
			}
			if !checked(w, r) {
				return
			}
		case http.MethodDelete:
			if !query.Has("uploadId") {
				sent.forget(r.URL.Path)
			}
		case http.MethodPost:
			if query.Has("uploads") {
				answer := &kept{ResponseWriter: w}
				next.ServeHTTP(answer, r)
				if found := uploadIn.FindSubmatch(answer.content.Bytes()); found != nil {
					sent.begun(string(found[1]), r.Header.Get("X-Amz-Checksum-Algorithm") == "CRC32")
				}
				return
			}
			if query.Has("uploadId") {
				content, err := io.ReadAll(r.Body)
				if err != nil {
					http.Error(w, err.Error(), http.StatusBadRequest)
					return
				}
				if sent.isSummed(query.Get("uploadId")) && bytes.Count(content, []byte("<ChecksumCRC32>")) != bytes.Count(content, []byte("<Part>")) {
					refuse(w, "InvalidRequest", "The upload was created using a crc32 checksum. The complete request must include the checksum for each part.")
					return
				}
				r.Body = io.NopCloser(bytes.NewReader(content))
				answer := &kept{ResponseWriter: w}
				next.ServeHTTP(answer, r)
				if found := etagIn.FindSubmatch(answer.content.Bytes()); found != nil {
					sent.set(r.URL.Path, `"`+string(found[1])+`"`)
				}
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// Whether a part comes with the checksum that its upload was begun with, or with none as it was; if not, that is the answer.
func (sent *sentInParts) isExpected(w http.ResponseWriter, r *http.Request) bool {
	said := map[bool]string{true: "crc32", false: "null"}
	wanted, comes := sent.isSummed(r.URL.Query().Get("uploadId")), r.Header.Get(checksum) != ""
	if wanted == comes {
		return true
	}
	refuse(w, "InvalidRequest", "Checksum Type mismatch occurred, expected checksum Type: "+said[wanted]+", actual checksum Type: "+said[comes])
	return false
}

func refuse(w http.ResponseWriter, code string, message string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(http.StatusBadRequest)
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?><Error><Code>%s</Code><Message>%s</Message></Error>`, code, message)
}

// Whether the content is what its CRC-32 says; if not, that is the answer.
func checked(w http.ResponseWriter, r *http.Request) bool {
	told := r.Header.Get(checksum)
	if told == "" || strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING-") {
		return true
	}
	content := make([]byte, max(0, r.ContentLength))
	if _, err := io.ReadFull(r.Body, content); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return false
	}
	sum := base64.StdEncoding.EncodeToString(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(content)))
	if sum != told {
		refuse(w, "BadDigest", "The CRC32 you specified did not match the calculated checksum.")
		return false
	}
	w.Header().Set(checksum, sum)
	r.Body = io.NopCloser(bytes.NewReader(content))
	return true
}

func main() {
	host := flag.String("host", "127.0.0.1:0", "where it listens")
	flag.Parse()
	sent := &sentInParts{etags: map[string]string{}, summed: map[string]bool{}}
	server := gofakes3.New(&store{s3mem.New(), sent}, gofakes3.WithLogger(gofakes3.DiscardLog()))
	listener, err := net.Listen("tcp", *host)
	if err != nil {
		log.Fatal(err)
	}
	log.Println("using port:", listener.Addr().(*net.TCPAddr).Port)
	log.Fatal(http.Serve(listener, sent.before(server.Server())))
}
