/* A day's file as what was added to it: the difference that a thin push sends. */
#include "core/delta.h"

#include <stdbool.h>
#include <string.h>

enum {
	COPY = 0x80,
	/* git itself never writes longer copies, and some readers know no longer ones. */
	COPY_MAX = 0x10000,
	/* A shorter copy takes more room than what it copies. */
	COPY_MIN = 5,
	INSERT_MAX = 0x7f,
};

struct span {
	const char *p;
	size_t n;
};

struct writing {
	struct str *out;
	const char *from;         /* start of the base */
	size_t copy_at, copy_len; /* held back: the next copy may go on from it */
	struct span insert;       /* held back behind the copy */
};

static void
add_size(struct str *out, size_t n)
{
	for (; n >= 0x80; n >>= 7)
		str_add_char(out, (char)(0x80 | (n & 0x7f)));
	str_add_char(out, (char)n);
}

/* Bytes that are zero are left out; the first byte says which are there. A length of 64 KiB is
 * written as zero. */
static void
add_copy(struct str *out, size_t at, size_t n)
{
	size_t head = out->len, length = n == COPY_MAX ? 0 : n;
	int command = COPY;

	str_add_char(out, 0);
	for (int i = 0; i < 4; i++)
		if (at >> (8 * i) & 0xff) {
			command |= 1 << i;
			str_add_char(out, (char)(at >> (8 * i) & 0xff));
		}
	for (int i = 0; i < 2; i++)
		if (length >> (8 * i) & 0xff) {
			command |= 0x10 << i;
			str_add_char(out, (char)(length >> (8 * i) & 0xff));
		}
	out->ptr[head] = (char)command;
}

/* Cut at the end of each line: lines begin alike, and the counts in between then fall on the same
 * places of all of them, which deflates 5 % better. */
static void
add_inserts(struct str *out, struct span s)
{
	while (s.n > 0) {
		size_t most = s.n < INSERT_MAX ? s.n : INSERT_MAX;
		const char *newline = memchr(s.p, '\n', most);
		size_t one = newline ? (size_t)(newline - s.p) + 1 : most;

		str_add_char(out, (char)one);
		str_add_n(out, s.p, one);
		s.p += one;
		s.n -= one;
	}
}

static void
flush(struct writing *w)
{
	while (w->copy_len > 0) {
		size_t one = w->copy_len < COPY_MAX ? w->copy_len : COPY_MAX;

		add_copy(w->out, w->copy_at, one);
		w->copy_at += one;
		w->copy_len -= one;
	}
	add_inserts(w->out, w->insert);
	w->insert.n = 0;
}

/* What is inserted follows in the target, so that neighbours join. */
static void
insert(struct writing *w, const char *p, size_t n)
{
	if (w->insert.n == 0)
		w->insert.p = p;
	w->insert.n += n;
}

/* p: of the base; as: the same bytes in the target. */
static void
copy(struct writing *w, const char *p, const char *as, size_t n)
{
	size_t at = (size_t)(p - w->from);

	if (w->insert.n == 0 && w->copy_len > 0 && w->copy_at + w->copy_len == at) {
		w->copy_len += n;
	} else if (n < COPY_MIN) {
		insert(w, as, n);
	} else {
		flush(w);
		w->copy_at = at;
		w->copy_len = n;
	}
}

/* Common head, what differs, common tail. */
static void
add_changed(struct writing *w, struct span from, struct span to)
{
	size_t shorter = from.n < to.n ? from.n : to.n, head = 0, tail = 0;

	while (head < shorter && from.p[head] == to.p[head])
		head++;
	while (tail < shorter - head && from.p[from.n - tail - 1] == to.p[to.n - tail - 1])
		tail++;
	copy(w, from.p, to.p, head);
	insert(w, to.p + head, to.n - head - tail);
	copy(w, from.p + from.n - tail, to.p + to.n - tail, tail);
}

static size_t
count_lines(struct span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

static struct span
take_line(struct span *s)
{
	const char *newline = memchr(s->p, '\n', s->n);
	struct span line = {s->p, newline ? (size_t)(newline - s->p) + 1 : s->n};

	s->p += line.n;
	s->n -= line.n;
	return line;
}

void
delta_write(const void *from, size_t from_len, const void *to, size_t to_len, struct str *out)
{
	struct span a = {from, from_len}, b = {to, to_len};
	struct writing w = {.out = out, .from = from};
	bool by_line = count_lines(a) == count_lines(b);

	add_size(out, from_len);
	add_size(out, to_len);
	while (by_line && a.n > 0 && b.n > 0)
		add_changed(&w, take_line(&a), take_line(&b));
	add_changed(&w, a, b);
	flush(&w);
}
