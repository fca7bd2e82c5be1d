/* Fills a mustache template with data, within bounds of depth, work and size. */
#include "core/mustache.h"

#include <string.h>

#include "core/i18n.h"

enum {
	DEPTH_MAX = 64, /* sections and partials inside each other */
	DELIMITER_MAX = 15,
	OUTPUT_MAX = 4 * 1024 * 1024,
	PARTIAL_MAX = 256 * 1024, /* a partial with its indentation */
	WORK_MAX = 16 * 1024 * 1024,
};

struct tag {
	char type; /* 0 for a variable, else the sign: & # ^ / ! = > */
	const char *name;
	size_t len;
	size_t begin, end; /* in the text, delimiters included */
	size_t resume;     /* where to go on: behind the line of a standalone tag */
	size_t indent;     /* blanks in front of a standalone tag */
};

struct page {
	const char *text;
	size_t at;
	char open[DELIMITER_MAX + 1], close[DELIMITER_MAX + 1];
};

struct run {
	const struct mustache *m;
	struct str *out;
	size_t start, work;
	int depth;
	bool named; /* the error names its partial */
	size_t nstack;
	json_t *stack[DEPTH_MAX + 1];
	struct err *err;
};

static enum rc render_block(struct run *r, struct page *p, const struct tag *section, bool mute);

static size_t
line_of(const struct page *p, size_t at)
{
	size_t line = 1;

	for (size_t i = 0; i < at; i++)
		line += p->text[i] == '\n';
	return line;
}

static enum rc
refuse(const struct run *r, const struct page *p, size_t at, const char *what)
{
	return err_set(r->err, RC_INVALID, _("line %zu of the template: %s"), line_of(p, at), what);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_space(char c)
{
	return is_blank(c) || c == '\n' || c == '\r';
}

static void
trim(const char **s, size_t *n)
{
	while (*n > 0 && is_space(**s))
		(*s)++, (*n)--;
	while (*n > 0 && is_space((*s)[*n - 1]))
		(*n)--;
}

static enum rc
emit(struct run *r, const char *bytes, size_t n)
{
	if (n > OUTPUT_MAX - (r->out->len - r->start))
		return err_set(r->err, RC_INVALID, _("the filled template exceeds 4 MiB"));
	str_add_n(r->out, bytes, n);
	return RC_OK;
}

static enum rc
emit_value(struct run *r, const char *bytes, size_t n, bool raw)
{
	size_t done = 0;

	if (raw || !r->m->html)
		return emit(r, bytes, n);
	for (size_t i = 0; i < n; i++) {
		const char *name = bytes[i] == '&'   ? "&amp;"
				   : bytes[i] == '<' ? "&lt;"
				   : bytes[i] == '>' ? "&gt;"
				   : bytes[i] == '"' ? "&quot;"
						     : NULL;

		if (!name)
			continue;
		if (emit(r, bytes + done, i - done) || emit(r, name, strlen(name)))
			return RC_INVALID;
		done = i + 1;
	}
	return emit(r, bytes + done, n - done);
}

/* The bound on what a template may cost when it writes nothing: nested lists, forked recursion. */
static enum rc
spend(struct run *r, size_t work)
{
	r->work += work;
	if (r->work > WORK_MAX)
		return err_set(r->err, RC_INVALID, _("the template takes too many steps"));
	return RC_OK;
}

static json_t *
lookup(const struct run *r, const char *name, size_t n)
{
	const char *dot = memchr(name, '.', n);
	size_t first = dot ? (size_t)(dot - name) : n;
	json_t *v = NULL;

	if (n == 1 && dot)
		return r->stack[r->nstack - 1];
	for (size_t i = r->nstack; i > 0 && !v; i--)
		v = json_object_getn(r->stack[i - 1], name, first);
	while (v && dot) {
		n -= first + 1;
		name = dot + 1;
		dot = memchr(name, '.', n);
		first = dot ? (size_t)(dot - name) : n;
		v = json_object_getn(v, name, first);
	}
	return v;
}

static json_t *
find(const struct run *r, const struct tag *t)
{
	json_t *v = lookup(r, t->name, t->len);

	if (!v && r->m->missing)
		r->m->missing(r->m->ctx, t->name, t->len);
	return v;
}

static bool
is_true(const json_t *v)
{
	switch (v ? json_typeof(v) : JSON_NULL) {
	case JSON_NULL:
	case JSON_FALSE:
		return false;
	case JSON_STRING:
		return json_string_length(v) > 0;
	case JSON_INTEGER:
		return json_integer_value(v) != 0;
	case JSON_ARRAY:
		return json_array_size(v) > 0;
	case JSON_REAL:
	case JSON_TRUE:
	case JSON_OBJECT:
		return true;
	}
	return false;
}

static enum rc
render_variable(struct run *r, const struct tag *t)
{
	const json_t *v = find(r, t);
	char number[64];
	size_t n;

	if (json_is_string(v))
		return emit_value(r, json_string_value(v), json_string_length(v), t->type == '&');
	if (!json_is_number(v) && !json_is_boolean(v))
		return RC_OK;
	n = json_dumpb(v, number, sizeof(number), JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
	return emit(r, number, n < sizeof(number) ? n : sizeof(number));
}

/* A standalone tag takes its whole line away. */
static void
mark_standalone(const struct page *p, struct tag *t)
{
	size_t before = t->begin, after = t->end;

	while (before > 0 && is_blank(p->text[before - 1]))
		before--;
	if (before > 0 && p->text[before - 1] != '\n')
		return;
	while (is_blank(p->text[after]))
		after++;
	if (p->text[after] == '\r' && p->text[after + 1] == '\n')
		after++;
	if (p->text[after] != '\n' && p->text[after] != '\0')
		return;
	t->indent = t->begin - before;
	t->resume = after + (p->text[after] == '\n');
}

/* Reads the tag that opens at p->text + begin. */
static enum rc
read_tag(const struct run *r, const struct page *p, size_t begin, struct tag *t)
{
	const char *name = p->text + begin + strlen(p->open), *end;
	char stop[DELIMITER_MAX + 2] = "";
	size_t extra = 0;

	*t = (struct tag){.begin = begin};
	while (is_space(*name))
		name++;
	if (*name && strchr("&#^/!=>{", *name))
		t->type = *name++;
	if (t->type == '{' || t->type == '=')
		stop[extra++] = t->type == '{' ? '}' : '=';
	memcpy(stop + extra, p->close, strlen(p->close) + 1);
	end = strstr(name, stop);
	if (!end)
		return refuse(r, p, begin, _("a tag without its end"));
	t->name = name;
	t->len = (size_t)(end - name);
	t->end = t->resume = (size_t)(end - p->text) + strlen(stop);
	trim(&t->name, &t->len);
	if (t->len == 0 && t->type != '!')
		return refuse(r, p, begin, _("a tag without a name"));
	if (t->type == '{')
		t->type = '&';
	if (t->type && t->type != '&')
		mark_standalone(p, t);
	return RC_OK;
}

static enum rc
set_delimiters(const struct run *r, struct page *p, const struct tag *t)
{
	const char *second = t->name, *end = t->name + t->len;
	size_t first, rest;

	while (second < end && !is_space(*second))
		second++;
	first = (size_t)(second - t->name);
	while (second < end && is_space(*second))
		second++;
	rest = (size_t)(end - second);
	for (size_t i = 0; i < rest; i++)
		if (is_space(second[i]))
			rest = 0;
	if (rest == 0 || first > DELIMITER_MAX || rest > DELIMITER_MAX ||
	    memchr(t->name, '=', t->len))
		return refuse(r, p, t->begin, _("delimiters that are not two short words"));
	memcpy(p->open, t->name, first);
	p->open[first] = '\0';
	memcpy(p->close, second, rest);
	p->close[rest] = '\0';
	return RC_OK;
}

static enum rc
enter(struct run *r, const struct page *p, size_t at)
{
	if (r->depth == DEPTH_MAX)
		return refuse(r, p, at, _("sections or partials too deep inside each other"));
	r->depth++;
	return RC_OK;
}

static enum rc
render_with(struct run *r, struct page *p, const struct tag *t, json_t *v)
{
	enum rc rc;

	r->stack[r->nstack++] = v;
	rc = render_block(r, p, t, false);
	r->nstack--;
	return rc;
}

static enum rc
render_section(struct run *r, struct page *p, const struct tag *t, bool mute)
{
	json_t *v = mute ? NULL : find(r, t);
	bool shown = !mute && is_true(v) == (t->type == '#');
	struct page again = *p;
	enum rc rc = enter(r, p, t->begin);

	if (rc)
		return rc;
	if (!shown || t->type == '^') {
		rc = render_block(r, p, t, !shown);
	} else if (!json_is_array(v)) {
		rc = render_with(r, p, t, v);
	} else {
		for (size_t i = 0; i < json_array_size(v) && !rc; i++) {
			*p = again;
			rc = render_with(r, p, t, json_array_get(v, i));
		}
	}
	r->depth--;
	return rc;
}

static struct page
page_of(const char *text)
{
	return (struct page){.text = text, .open = "{{", .close = "}}"};
}

/* The partial's text with the tag's indentation before each line. */
static enum rc
indent_partial(struct run *r, const char *text, const char *blanks, size_t n, struct str *out)
{
	while (*text) {
		const char *newline = strchr(text, '\n');
		size_t line = newline ? (size_t)(newline - text) + 1 : strlen(text);

		if (out->len + n + line > PARTIAL_MAX)
			return err_set(r->err, RC_INVALID, _("a partial exceeds 256 KiB"));
		str_add_n(out, blanks, n);
		str_add_n(out, text, line);
		text += line;
	}
	return spend(r, out->len);
}

static enum rc
render_partial(struct run *r, const struct page *p, const struct tag *t)
{
	const char *text = r->m->partial ? r->m->partial(r->m->ctx, t->name, t->len) : NULL;
	struct str indented = STR_INIT;
	struct page inner;
	enum rc rc;

	if (!text)
		return RC_OK;
	rc = enter(r, p, t->begin);
	if (rc)
		return rc;
	rc = indent_partial(r, text, p->text + t->begin - t->indent, t->indent, &indented);
	inner = page_of(indented.ptr);
	if (!rc)
		rc = render_block(r, &inner, NULL, false);
	if (rc && !r->named) {
		err_add(r->err, _("partial %.*s"), (int)(t->len < 100 ? t->len : 100), t->name);
		r->named = true;
	}
	str_clear(&indented);
	r->depth--;
	return rc;
}

static enum rc
render_tag(struct run *r, struct page *p, const struct tag *t, bool mute)
{
	switch (t->type) {
	case '!':
		return RC_OK;
	case '=':
		return set_delimiters(r, p, t);
	case '#':
	case '^':
		return render_section(r, p, t, mute);
	case '>':
		return mute ? RC_OK : render_partial(r, p, t);
	default:
		return mute ? RC_OK : render_variable(r, t);
	}
}

static enum rc
check_end(const struct run *r, const struct page *p, const struct tag *section, const struct tag *t)
{
	if (section && section->len == t->len && memcmp(section->name, t->name, t->len) == 0)
		return RC_OK;
	return refuse(r, p, t->begin, _("the end of a section that was not open"));
}

/* Renders up to the end of the section, or of the text when section is NULL. */
static enum rc
render_block(struct run *r, struct page *p, const struct tag *section, bool mute)
{
	for (;;) {
		const char *from = p->text + p->at, *open = strstr(from, p->open);
		size_t n = open ? (size_t)(open - from) : strlen(from);
		struct tag t = {0};
		enum rc rc = spend(r, n + 1);

		if (!rc && open)
			rc = read_tag(r, p, p->at + n, &t);
		if (!rc && !mute)
			rc = emit(r, from, n - t.indent);
		if (rc)
			return rc;
		if (!open)
			return section
				   ? refuse(r, p, section->begin, _("a section without its end"))
				   : RC_OK;
		p->at = t.resume;
		rc = spend(r, t.resume - t.begin);
		if (!rc && t.type == '/')
			return check_end(r, p, section, &t);
		if (!rc)
			rc = render_tag(r, p, &t, mute);
		if (rc)
			return rc;
	}
}

enum rc
mustache_render(const struct mustache *m, const char *text, json_t *data, struct str *out,
		struct err *e)
{
	struct run r = {.m = m, .out = out, .start = out->len, .err = e};
	struct page p = page_of(text);
	enum rc rc;

	r.stack[r.nstack++] = data;
	rc = render_block(&r, &p, NULL, false);
	if (rc)
		str_cut(out, r.start);
	return rc;
}
