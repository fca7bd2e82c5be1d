/* The newest lines in a file written in place: one flush for an entry at three in the morning. */
#define _GNU_SOURCE /* memmem */
#include "storage/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "storage/block.h"

enum { HEAD_BYTES = 16 };

static const char head_text[8] = "zbnew 1\n";
static const uint32_t entry_mark = 0x6e65776c;

/* On this host only, so in its byte order. */
struct entry {
	uint32_t mark, n;
	uint64_t pos, len, sum;
};

struct journal {
	int fd;
	char *path;
	uint64_t salt, touches;
	char *bytes;
	bool loaded;
	struct entry first, last; /* as read: what may change of the entries loaded */
	size_t last_at;
	int64_t lost;
	size_t end;      /* behind the last sound entry */
	int64_t end_pos; /* the position after it */
	size_t n;
	struct journal_line lines[JOURNAL_LINES];
};

struct journal *
journal_new(const char *path)
{
	struct journal *j = calloc(1, sizeof(*j));

	if (!j || !(j->path = strdup(path)) || !(j->bytes = malloc(JOURNAL_BYTES)))
		die("out of memory");
	j->fd = -1;
	return j;
}

void
journal_free(struct journal *j)
{
	if (!j)
		return;
	if (j->fd >= 0)
		close(j->fd);
	free(j->bytes);
	free(j->path);
	free(j);
}

const char *
journal_path(const struct journal *j)
{
	return j->path;
}

static enum rc
fault(const struct journal *j, int why, struct err *e)
{
	if (why == ENOSPC || why == EDQUOT)
		return err_set(e, RC_IO, _("the disk is full: free some room, then try again"));
	return err_set(e, RC_IO, _("cannot use %s: %s"), j->path, strerror(why));
}

static int
write_at(int fd, const void *bytes, size_t n, off_t at)
{
	const char *p = bytes;

	while (n > 0) {
		ssize_t w = pwrite(fd, p, n, at);

		if (w < 0 && errno == EINTR)
			continue;
		if (w == 0)
			errno = EIO;
		if (w <= 0)
			return -1;
		p += w;
		n -= (size_t)w;
		at += w;
	}
	return 0;
}

enum rc
journal_make(struct journal *j, struct err *e)
{
	int fd = open(j->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	int why;

	if (fd < 0)
		return fault(j, errno, e);
	memset(j->bytes, 0, JOURNAL_BYTES);
	memcpy(j->bytes, head_text, sizeof(head_text));
	why = ftruncate(fd, 0) < 0 || write_at(fd, j->bytes, JOURNAL_BYTES, 0) < 0 || fsync(fd) < 0
		  ? errno
		  : 0;
	close(fd);
	return why ? fault(j, why, e) : RC_OK;
}

static enum rc
damaged(const struct journal *j, struct err *e)
{
	return err_set(e, RC_CORRUPT,
		       _("the store is damaged: %s is missing or cut short; take the backup"),
		       j->path);
}

enum rc
journal_open(struct journal *j, uint64_t salt, bool writable, struct err *e)
{
	struct stat st;

	j->salt = salt;
	j->fd = open(j->path, (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC | O_NOFOLLOW);
	if (j->fd < 0 && errno == ENOENT)
		return damaged(j, e);
	if (j->fd < 0 || fstat(j->fd, &st) < 0)
		return fault(j, errno, e);
	if (!S_ISREG(st.st_mode) || st.st_size != JOURNAL_BYTES)
		return damaged(j, e);
	return RC_OK;
}

/* Not against forgery, only against writes that broke off. */
static uint64_t
sum(uint64_t h, const void *bytes, size_t n)
{
	const char *p = bytes;

	for (; n > 0; n -= n < 8 ? n : 8, p += 8) {
		uint64_t word = n;

		memcpy(&word, p, n < 8 ? n : 8);
		h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 29;
	}
	return h;
}

static uint64_t
entry_sum(const struct journal *j, struct entry en, const char *text)
{
	en.sum = 0;
	return sum(sum(j->salt, &en, sizeof(en)), text, (size_t)en.len);
}

static bool
read_file(struct journal *j)
{
	size_t got = 0;

	while (got < JOURNAL_BYTES) {
		ssize_t r = pread(j->fd, j->bytes + got, JOURNAL_BYTES - got, (off_t)got);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return false;
		got += (size_t)r;
	}
	return true;
}

/* Whether a whole entry stands there; its text may end the file. */
static bool
sound(const struct journal *j, size_t at, struct entry *out)
{
	size_t start = at + sizeof(*out);

	if (start > JOURNAL_BYTES)
		return false;
	memcpy(out, j->bytes + at, sizeof(*out));
	return out->mark == entry_mark && out->len <= JOURNAL_BYTES - start &&
	       out->sum == entry_sum(j, *out, j->bytes + start);
}

static bool
take_entry(struct journal *j)
{
	struct entry en;
	const char *text, *bytes = j->bytes + j->end + sizeof(en);
	size_t at = 0, len, n = j->n;

	if (!sound(j, j->end, &en) || en.n > JOURNAL_LINES - j->n ||
	    (j->n && (int64_t)en.pos != j->end_pos))
		return false;
	while (n < JOURNAL_LINES && block_next(bytes, (size_t)en.len, &at, &text, &len)) {
		j->lines[n].pos = (int64_t)en.pos + (int64_t)(n - j->n);
		j->lines[n].text = text;
		j->lines[n++].len = len;
	}
	if (n - j->n != en.n)
		return false;
	j->n = n;
	j->last = en;
	j->last_at = j->end;
	j->end += sizeof(en) + (size_t)en.len;
	j->end_pos = (int64_t)en.pos + en.n;
	return true;
}

static bool
read_entry(const struct journal *j, size_t at, struct entry *out)
{
	return at + sizeof(*out) <= JOURNAL_BYTES &&
	       pread(j->fd, out, sizeof(*out), (off_t)at) == (ssize_t)sizeof(*out);
}

/* Entries do not change once they are sound: only the first (begun anew), the last (made void) and
 * what stands behind it need a look. Most reads follow another one. */
static bool
still_valid(const struct journal *j)
{
	struct entry en;

	if (!j->loaded || !read_entry(j, HEAD_BYTES, &en) ||
	    memcmp(&en, &j->first, sizeof(en)) != 0)
		return false;
	if (j->n == 0)
		return en.mark != entry_mark;
	if (!read_entry(j, j->last_at, &en) || memcmp(&en, &j->last, sizeof(en)) != 0)
		return false;
	return !read_entry(j, j->end, &en) || en.mark != entry_mark ||
	       (int64_t)en.pos != j->end_pos;
}

/* The last position of a sound entry behind the ones that were read, -1 without one. Older ones,
 * from before the entries began anew, do not count where that can be told. */
static int64_t
find_lost(const struct journal *j)
{
	const char *end = j->bytes + JOURNAL_BYTES, *p = j->bytes + j->end;
	int64_t lost = -1;
	struct entry en;

	while ((p = memmem(p, (size_t)(end - p), &entry_mark, sizeof(entry_mark)))) {
		if (sound(j, (size_t)(p - j->bytes), &en) && (int64_t)en.pos > lost &&
		    (j->n == 0 || (int64_t)en.pos >= j->end_pos))
			lost = (int64_t)en.pos;
		p++;
	}
	return lost;
}

static enum rc
load(struct journal *j, struct err *e)
{
	j->loaded = false;
	j->n = 0;
	j->end = HEAD_BYTES;
	if (!read_file(j))
		return damaged(j, e);
	memcpy(&j->first, j->bytes + HEAD_BYTES, sizeof(j->first));
	while (take_entry(j))
		;
	j->lost = find_lost(j);
	j->loaded = true;
	return RC_OK;
}

enum rc
journal_load(struct journal *j, struct err *e)
{
	enum rc rc;

	if (still_valid(j))
		return RC_OK;
	rc = load(j, e);
	/* A writer at work may be caught between two entries; damage stays. */
	return rc == RC_OK && j->lost >= 0 ? load(j, e) : rc;
}

int64_t
journal_lost(const struct journal *j)
{
	return j->lost;
}

size_t
journal_count(const struct journal *j)
{
	return j->n;
}

struct journal_line
journal_at(const struct journal *j, size_t i)
{
	return j->lines[i];
}

/* A broken off entry is made void, so that nobody reads what its writer was told had failed. */
static enum rc
give_up(struct journal *j, size_t at, struct err *e)
{
	static const char zeros[sizeof(struct entry)];
	int why = errno;

	j->loaded = false;
	if (write_at(j->fd, zeros, sizeof(zeros), (off_t)at) == 0)
		(void)fdatasync(j->fd);
	return fault(j, why, e);
}

enum rc
journal_append(struct journal *j, bool anew, int64_t pos, size_t n, const char *text, size_t len,
	       struct err *e)
{
	size_t at = anew ? HEAD_BYTES : j->end;
	struct entry en = {.mark = entry_mark, .n = (uint32_t)n, .pos = (uint64_t)pos, .len = len};

	if (len > JOURNAL_BYTES || at + sizeof(en) + len > JOURNAL_BYTES ||
	    n > JOURNAL_LINES - (anew ? 0 : j->n))
		return RC_NOT_FOUND;
	en.sum = entry_sum(j, en, text);
	if (anew) {
		j->n = 0;
		j->end = HEAD_BYTES;
	}
	/* Memory becomes what the file is, so that the next load finds nothing to read. */
	memcpy(j->bytes + at, &en, sizeof(en));
	memcpy(j->bytes + at + sizeof(en), text, len);
	if (write_at(j->fd, j->bytes + at, sizeof(en) + len, (off_t)at) < 0 || fdatasync(j->fd) < 0)
		return give_up(j, at, e);
	if (at == HEAD_BYTES)
		j->first = en;
	j->loaded = take_entry(j);
	return RC_OK;
}

enum rc
journal_flush(struct journal *j, struct err *e)
{
	return fdatasync(j->fd) < 0 ? fault(j, errno, e) : RC_OK;
}

void
journal_touch(struct journal *j)
{
	j->touches++;
	(void)!pwrite(j->fd, &j->touches, sizeof(j->touches), sizeof(head_text));
}
