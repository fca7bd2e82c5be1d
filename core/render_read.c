/* What a received commit claims, and the saved state of a branch: both read with suspicion. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/render.h"

enum { COMMIT_MAX = 4096, STATE_VERSION = 1 };

/* A reader over text that ends in a NUL. */
struct reader {
	const char *p;
};

static bool
skip(struct reader *r, const char *text)
{
	size_t n = strlen(text);

	if (strncmp(r->p, text, n) != 0)
		return false;
	r->p += n;
	return true;
}

static bool
take_number(struct reader *r, int64_t *out)
{
	size_t n = strspn(r->p, "0123456789");

	if (n == 0 || n > 15 || (n > 1 && r->p[0] == '0'))
		return false;
	*out = strtoll(r->p, NULL, 10);
	r->p += n;
	return true;
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
take_hex(struct reader *r, uint8_t *out, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		int high = hex_value(r->p[2 * i]), low;

		if (high < 0)
			return false;
		low = hex_value(r->p[2 * i + 1]);
		if (low < 0)
			return false;
		out[i] = (uint8_t)(high << 4 | low);
	}
	r->p += 2 * n;
	return true;
}

/* "author sm1 <sm1@CODE> SECS +0800": only the name and the time matter, rendering checks all. */
static bool
take_person(struct reader *r, const char *role, char writer[WRITER_TEXT], int64_t *secs)
{
	size_t n;
	const char *close;

	if (!skip(r, role) || !skip(r, " "))
		return false;
	n = strcspn(r->p, " \n");
	if (n == 0 || n >= WRITER_TEXT)
		return false;
	memcpy(writer, r->p, n);
	writer[n] = '\0';
	close = strchr(r->p, '>');
	if (!writer_valid(writer) || !close || strcspn(r->p, "\n") < (size_t)(close - r->p))
		return false;
	r->p = close + 1;
	return skip(r, " ") && take_number(r, secs) && skip(r, " +0800\n");
}

/* Copies the folded header value, unfolded. */
static bool
take_armor(struct reader *r, struct arena *a, struct render_claim *c)
{
	struct str armor = STR_INIT;

	if (!skip(r, "gpgsig"))
		return false;
	while (*r->p == ' ') {
		size_t n = strcspn(r->p, "\n");

		if (r->p[n] == '\0')
			break;
		str_add_n(&armor, r->p + 1, n);
		r->p += n + 1;
	}
	c->armor = arena_text_n(a, armor.ptr, armor.len);
	c->armor_len = armor.len;
	str_clear(&armor);
	return c->armor_len > 0;
}

static bool
take_message(struct reader *r, struct publication *p)
{
	const char *log = strstr(r->p, "\n\nLog: ");

	if (*r->p != '\n' || !log)
		return false;
	r->p = log;
	return skip(r, "\n\nLog: ") && take_number(r, &p->a) && skip(r, "..") &&
	       take_number(r, &p->b) && skip(r, " head=") &&
	       take_hex(r, p->head, sizeof(p->head)) && skip(r, " keys=") &&
	       take_number(r, &p->keys) && skip(r, "\n") && *r->p == '\0';
}

enum rc
render_read(struct arena *a, const char *bytes, size_t n, struct render_claim *out, struct err *e)
{
	struct render_claim c = {0};
	struct str payload = STR_INIT;
	struct reader r;
	const char *start, *sig, *rest;
	char committer[WRITER_TEXT];
	int64_t secs;

	if (n > COMMIT_MAX || memchr(bytes, '\0', n))
		return err_set(e, RC_CORRUPT, _("the commit is too long or holds a zero byte"));
	start = r.p = arena_text_n(a, bytes, n);
	if (!skip(&r, "tree ") || !take_hex(&r, c.tree, SHA1_BYTES) || !skip(&r, "\n"))
		return err_set(e, RC_CORRUPT, _("the commit has no tree"));
	c.has_parent = skip(&r, "parent ");
	if (c.has_parent && (!take_hex(&r, c.parent, SHA1_BYTES) || !skip(&r, "\n")))
		return err_set(e, RC_CORRUPT, _("the commit's parent is not readable"));
	if (strncmp(r.p, "parent ", 7) == 0)
		return err_set(e, RC_CORRUPT, _("a merge commit: nobody merges here"));
	if (!take_person(&r, "author", c.writer, &c.p.secs) ||
	    !take_person(&r, "committer", committer, &secs) || strcmp(c.writer, committer) != 0)
		return err_set(e, RC_CORRUPT, _("the commit's author is not a writer"));
	sig = r.p;
	if (!take_armor(&r, a, &c))
		return err_set(e, RC_CORRUPT, _("the commit is not signed"));
	rest = r.p;
	if (!take_message(&r, &c.p))
		return err_set(e, RC_CORRUPT, _("the commit's message is not ours"));
	str_add_n(&payload, start, (size_t)(sig - start));
	str_add(&payload, rest);
	c.payload = arena_text_n(a, payload.ptr, payload.len);
	c.payload_len = payload.len;
	str_clear(&payload);
	*out = c;
	return RC_OK;
}

bool
render_line_ts(const char *line, size_t len, int64_t *ms)
{
	static const char key[] = "\"ts\":\"";
	size_t i, k = sizeof(key) - 1;
	int depth = 0;
	bool text = false;

	for (i = 0; i < len; i++) {
		if (text) {
			if (line[i] == '\\')
				i++;
			else if (line[i] == '"')
				text = false;
			continue;
		}
		if (line[i] == '{' || line[i] == '[')
			depth++;
		else if (line[i] == '}' || line[i] == ']')
			depth--;
		else if (line[i] == '"') {
			/* A value never stands before a colon, so this is the member. */
			if (depth == 1 && len - i > k && memcmp(line + i, key, k) == 0) {
				const char *end = memchr(line + i + k, '"', len - i - k);

				return end &&
				       stamp_read(line + i + k, (size_t)(end - (line + i + k)), ms,
						  NULL) == RC_OK;
			}
			text = true;
		}
	}
	return false;
}

void
render_path(int day, char out[RENDER_PATH_TEXT])
{
	snprintf(out, RENDER_PATH_TEXT, "%04d/%02d/%04d-%02d-%02d.jsonl", day / 10000,
		 day / 100 % 100, day / 10000, day / 100 % 100, day % 100);
}

int
render_path_day(const char *path)
{
	char again[RENDER_PATH_TEXT];
	int year, month, day, day_number;

	if (strlen(path) >= RENDER_PATH_TEXT ||
	    sscanf(path, "%*4d/%*2d/%4d-%2d-%2d", &year, &month, &day) != 3 ||
	    !civil_day_exists(year, month, day))
		return 0;
	day_number = year * 10000 + month * 100 + day;
	render_path(day_number, again);
	return strcmp(again, path) == 0 ? day_number : 0;
}

static void
put_number(struct str *out, int64_t v)
{
	char b[8];
	int i;

	for (i = 0; i < 8; i++)
		b[i] = (char)((uint64_t)v >> (56 - 8 * i));
	str_add_n(out, b, 8);
}

static bool
get(const uint8_t **p, size_t *left, void *out, size_t n)
{
	if (*left < n)
		return false;
	memcpy(out, *p, n);
	*p += n;
	*left -= n;
	return true;
}

static bool
get_number(const uint8_t **p, size_t *left, int64_t *out)
{
	uint8_t b[8];
	uint64_t v = 0;
	int i;

	if (!get(p, left, b, 8))
		return false;
	for (i = 0; i < 8; i++)
		v = v << 8 | b[i];
	*out = (int64_t)v;
	return *out >= 0;
}

void
render_save(const struct render *r, struct str *out)
{
	size_t i;

	put_number(out, STATE_VERSION);
	str_add_n(out, r->writer, sizeof(r->writer));
	str_add_n(out, r->code, sizeof(r->code));
	put_number(out, r->has_tip);
	str_add_n(out, (const char *)r->tip, SHA1_BYTES);
	put_number(out, r->last);
	put_number(out, (int64_t)r->months.n);
	for (i = 0; i < r->months.n; i++) {
		put_number(out, r->months.v[i].month);
		str_add_n(out, (const char *)r->months.v[i].tree, SHA1_BYTES);
	}
	put_number(out, (int64_t)r->days.n);
	for (i = 0; i < r->days.n; i++) {
		put_number(out, r->days.v[i].day);
		put_number(out, r->days.v[i].first);
		put_number(out, r->days.v[i].last);
		put_number(out, r->days.v[i].bytes);
		str_add_n(out, (const char *)r->days.v[i].blob, SHA1_BYTES);
	}
}

static bool
load_lists(struct render *r, const uint8_t *p, size_t left)
{
	struct render_month m;
	struct render_day d;
	int64_t n, i, v;

	if (!get_number(&p, &left, &n))
		return false;
	for (i = 0; i < n; i++) {
		if (!get_number(&p, &left, &v) || !get(&p, &left, m.tree, SHA1_BYTES))
			return false;
		m.month = (int)v;
		vec_push(&r->months, m);
	}
	if (!get_number(&p, &left, &n))
		return false;
	for (i = 0; i < n; i++) {
		if (!get_number(&p, &left, &v) || !get_number(&p, &left, &d.first) ||
		    !get_number(&p, &left, &d.last) || !get_number(&p, &left, &d.bytes) ||
		    !get(&p, &left, d.blob, SHA1_BYTES))
			return false;
		d.day = (int)v;
		vec_push(&r->days, d);
	}
	return left == 0;
}

enum rc
render_load(struct render *r, const void *bytes, size_t n, struct err *e)
{
	const uint8_t *p = bytes;
	int64_t version, tip;

	render_init(r, "", "");
	if (get_number(&p, &n, &version) && version == STATE_VERSION &&
	    get(&p, &n, r->writer, sizeof(r->writer)) && get(&p, &n, r->code, sizeof(r->code)) &&
	    get_number(&p, &n, &tip) && get(&p, &n, r->tip, SHA1_BYTES) &&
	    get_number(&p, &n, &r->last) && memchr(r->writer, 0, sizeof(r->writer)) &&
	    memchr(r->code, 0, sizeof(r->code)) && load_lists(r, p, n)) {
		r->has_tip = tip != 0;
		return RC_OK;
	}
	render_clear(r);
	return err_set(e, RC_CORRUPT, _("the saved state of a branch is damaged"));
}
