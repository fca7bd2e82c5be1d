/* The words that a push exchanges with a git server. */
#include "core/packet.h"

#include <string.h>

#include "core/text.h"

enum { LENGTH_DIGITS = 4, ID_DIGITS = 2 * SHA1_BYTES, SIDE_REPORT = 1, SIDE_SAID, SIDE_FATAL };

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
read_id(const char *hex, uint8_t out[SHA1_BYTES])
{
	for (int i = 0; i < SHA1_BYTES; i++) {
		int high = hex_value(hex[2 * i]), low = high < 0 ? -1 : hex_value(hex[2 * i + 1]);

		if (low < 0)
			return false;
		out[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

enum heard
packet_next(const char **p, size_t *left, struct packet *out)
{
	size_t n = 0, whole;

	if (*left < LENGTH_DIGITS)
		return HEARD_MORE;
	for (int i = 0; i < LENGTH_DIGITS; i++) {
		int v = hex_value((*p)[i]);

		if (v < 0)
			return HEARD_BAD;
		n = n << 4 | (size_t)v;
	}
	/* 1 to 3 belong to a later version of the protocol, which nobody asked for. */
	if ((n > 0 && n < LENGTH_DIGITS) || n > PACKET_MAX)
		return HEARD_BAD;
	whole = n == 0 ? LENGTH_DIGITS : n;
	if (whole > *left)
		return HEARD_MORE;
	out->flush = n == 0;
	out->bytes = *p + LENGTH_DIGITS;
	out->n = whole - LENGTH_DIGITS;
	*p += whole;
	*left -= whole;
	return HEARD_WHOLE;
}

static bool
starts(const char *bytes, size_t n, const char *text)
{
	return n >= strlen(text) && memcmp(bytes, text, strlen(text)) == 0;
}

static bool
is_word(const char *bytes, size_t n, const char *word)
{
	return n == strlen(word) && memcmp(bytes, word, n) == 0;
}

static size_t
without_newline(const struct packet *p)
{
	return p->n > 0 && p->bytes[p->n - 1] == '\n' ? p->n - 1 : p->n;
}

/* The first line as text that can be shown, whatever a server puts into it. */
static void
keep_text(char out[PACKET_WHY], const char *bytes, size_t n)
{
	size_t len = 0, i;
	bool utf8;

	while (len < n && bytes[len] != '\n' && bytes[len] != '\r')
		len++;
	utf8 = text_is_utf8(bytes, len);
	if (len >= PACKET_WHY)
		for (len = PACKET_WHY - 1; utf8 && len > 0 && (bytes[len] & 0xc0) == 0x80;)
			len--;
	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];

		out[i] = c < ' ' || c == 0x7f || (!utf8 && c > 0x7f) ? '?' : bytes[i];
	}
	out[len] = '\0';
}

/* ---- the advertisement ---- */

static void
read_abilities(const char *bytes, size_t n, struct advert *out)
{
	const char *end = bytes + n;

	while (bytes < end) {
		const char *blank = memchr(bytes, ' ', (size_t)(end - bytes));
		size_t len = (size_t)((blank ? blank : end) - bytes);

		out->report |= is_word(bytes, len, "report-status");
		out->side_band |= is_word(bytes, len, "side-band-64k");
		out->no_thin |= is_word(bytes, len, "no-thin");
		out->foreign |= starts(bytes, len, "object-format=") &&
				!is_word(bytes, len, "object-format=sha1");
		bytes += len + 1;
	}
}

static enum heard
read_ref(const struct packet *p, bool first, struct advert *out)
{
	struct advert_ref ref = {0};
	const char *name = p->bytes + ID_DIGITS + 1, *zero;
	size_t n = without_newline(p), len;

	if (n < ID_DIGITS + 2 || p->bytes[ID_DIGITS] != ' ' || !read_id(p->bytes, ref.id))
		return HEARD_BAD;
	len = n - ID_DIGITS - 1;
	zero = memchr(name, '\0', len);
	if (zero && !first)
		return HEARD_BAD;
	if (zero) {
		read_abilities(zero + 1, len - (size_t)(zero - name) - 1, out);
		len = (size_t)(zero - name);
	}
	if (is_word(name, len, "capabilities^{}")) /* an empty repository */
		return HEARD_WHOLE;
	if (!starts(name, len, "refs/heads/") || len >= PACKET_NAME)
		return HEARD_WHOLE;
	out->cut |= out->n == PACKET_REFS;
	if (out->cut)
		return HEARD_WHOLE;
	memcpy(ref.name, name, len);
	out->refs[out->n++] = ref;
	return HEARD_WHOLE;
}

enum heard
advert_read(const char *bytes, size_t n, struct advert *out)
{
	struct packet p;
	enum heard heard;
	bool first = true;

	memset(out, 0, sizeof(*out));
	heard = packet_next(&bytes, &n, &p);
	if (heard == HEARD_WHOLE && !p.flush && starts(p.bytes, p.n, "# service=")) {
		heard = packet_next(&bytes, &n, &p);
		if (heard == HEARD_WHOLE)
			heard = p.flush ? packet_next(&bytes, &n, &p) : HEARD_BAD;
	}
	for (; heard == HEARD_WHOLE && !p.flush; first = false) {
		if (first || !starts(p.bytes, p.n, "shallow "))
			heard = read_ref(&p, first, out);
		if (heard == HEARD_WHOLE)
			heard = packet_next(&bytes, &n, &p);
	}
	return heard;
}

const uint8_t *
advert_find(const struct advert *a, const char *ref)
{
	for (size_t i = 0; i < a->n; i++)
		if (str_equal(a->refs[i].name, ref))
			return a->refs[i].id;
	return NULL;
}

/* ---- a push ---- */

void
push_write(struct str *out, const struct push_command *c, size_t n, bool side_band)
{
	for (size_t i = 0; i < n; i++) {
		struct str line = STR_INIT;
		char from[SHA1_HEX], to[SHA1_HEX];

		sha1_hex(c[i].from, from);
		sha1_hex(c[i].to, to);
		str_add_f(&line, "%s %s %s", from, to, c[i].ref);
		if (i == 0) {
			str_add_char(&line, '\0');
			str_add(&line, " report-status");
			str_add(&line, side_band ? " side-band-64k" : "");
		}
		str_add_f(out, "%04zx", line.len + LENGTH_DIGITS);
		str_add_n(out, line.ptr, line.len);
		str_clear(&line);
	}
	str_add(out, "0000");
}

/* ---- the report ---- */

/* "ok REF", "ng REF WHY"; other lines belong to later versions. */
static void
read_verdict(const char *bytes, size_t n, struct report *out)
{
	struct verdict v = {.ok = starts(bytes, n, "ok ")};
	const char *name = bytes + 3, *blank;
	size_t len = n - 3;

	if (n < 4 || (!v.ok && !starts(bytes, n, "ng ")) || out->n == PACKET_REFS)
		return;
	blank = memchr(name, ' ', len);
	if (blank)
		len = (size_t)(blank - name);
	if (len >= PACKET_NAME)
		return;
	memcpy(v.ref, name, len);
	if (blank && !v.ok)
		keep_text(v.why, blank + 1, n - 3 - len - 1);
	out->verdicts[out->n++] = v;
}

/* "unpack ok" or "unpack WHY" first, then a verdict for each branch. */
static enum heard
read_lines(const char *bytes, size_t n, struct report *out)
{
	struct packet p;
	enum heard heard = packet_next(&bytes, &n, &p);
	size_t len;

	if (heard != HEARD_WHOLE)
		return heard;
	if (p.flush || !starts(p.bytes, p.n, "unpack "))
		return HEARD_BAD;
	len = without_newline(&p);
	out->unpacked = is_word(p.bytes, len, "unpack ok");
	if (!out->unpacked)
		keep_text(out->why, p.bytes + strlen("unpack "), len - strlen("unpack "));
	while ((heard = packet_next(&bytes, &n, &p)) == HEARD_WHOLE && !p.flush)
		read_verdict(p.bytes, without_newline(&p), out);
	return heard;
}

/* Takes the report's own bytes out of the bands; what hooks print runs beside them. */
static enum heard
split_bands(const char *bytes, size_t n, struct str *lines, struct report *out)
{
	struct packet p;
	enum heard heard;

	while ((heard = packet_next(&bytes, &n, &p)) == HEARD_WHOLE && !p.flush) {
		if (p.n == 0)
			return HEARD_BAD;
		if (p.bytes[0] == SIDE_REPORT)
			str_add_n(lines, p.bytes + 1, p.n - 1);
		else if (p.bytes[0] == SIDE_SAID && !out->said[0])
			keep_text(out->said, p.bytes + 1, p.n - 1);
		else if (p.bytes[0] == SIDE_FATAL)
			keep_text(out->why, p.bytes + 1, p.n - 1);
		else if (p.bytes[0] != SIDE_SAID)
			return HEARD_BAD;
	}
	return heard;
}

enum heard
report_read(const char *bytes, size_t n, bool side_band, struct report *out)
{
	struct str lines = STR_INIT;
	enum heard heard, inner;

	memset(out, 0, sizeof(*out));
	if (!side_band)
		return read_lines(bytes, n, out);
	heard = split_bands(bytes, n, &lines, out);
	inner = heard == HEARD_BAD ? HEARD_BAD : read_lines(lines.ptr, lines.len, out);
	str_clear(&lines);
	/* The bands are closed and the report in them is not. */
	return heard == HEARD_WHOLE && inner == HEARD_MORE ? HEARD_BAD
	       : heard == HEARD_WHOLE                      ? inner
							   : heard;
}

bool
report_all_ok(const struct report *r, const struct push_command *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool ok = false;

		for (size_t k = 0; k < r->n; k++)
			if (str_equal(r->verdicts[k].ref, c[i].ref))
				ok = r->verdicts[k].ok;
		if (!ok)
			return false;
	}
	return r->unpacked;
}
