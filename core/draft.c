/* Reports from records: what a template may say, and the report it makes. */
#include "core/draft.h"

#include <stdlib.h>
#include <string.h>

#include "core/draft_inside.h"
#include "core/mustache.h"
#include "core/text.h"

enum { BODY_MAX = 8000 };

/* ---- earlier reports ---- */

static bool
voided(const struct records *file, const char *id)
{
	for (size_t i = 0; i < file->n; i++)
		if (file->v[i]->kind == &kind_void && str_equal(file->v[i]->of, id))
			return true;
	return false;
}

static bool
is_signed(const struct records *file, const struct record *r, int type)
{
	const struct report *report = r->body;

	return r->kind == &kind_report && report && (!type || report->type == type) &&
	       !voided(file, r->id);
}

static size_t
count(const struct records *file, int type)
{
	size_t n = 0;

	for (size_t i = 0; i < file->n; i++)
		n += is_signed(file, file->v[i], type);
	return n;
}

int64_t
draft_followups(const struct records *file)
{
	return (int64_t)count(file, REPORT_FOLLOWUP);
}

const struct record *
draft_previous(const struct records *file, int type)
{
	for (size_t i = file->n; i-- > 0;)
		if (is_signed(file, file->v[i], type))
			return file->v[i];
	return NULL;
}

const struct record *
draft_open_query(const struct records *file)
{
	size_t answered = count(file, REPORT_VERIFY);

	for (size_t i = 0; i < file->n; i++) {
		if (file->v[i]->kind != &kind_query || !file->v[i]->body)
			continue;
		if (!answered)
			return file->v[i];
		answered--;
	}
	return NULL;
}

void
draft_type_text(int type, int64_t seq, struct str *out)
{
	static const char *const words[] = {
	    [REPORT_NONE] = "",
	    [REPORT_FIRST] = "首报",
	    [REPORT_FOLLOWUP] = "续报",
	    [REPORT_FINAL] = "终报",
	    [REPORT_VERIFY] = "核报",
	    [REPORT_SUPPLEMENT] = "补报",
	    [REPORT_CORRECTION] = "更正报告",
	    [REPORT_ZERO] = "零报告",
	    [REPORT_DAILY] = "日报",
	};

	if (type < 0 || type > REPORT_DAILY)
		return;
	str_add(out, words[type]);
	if (type == REPORT_FOLLOWUP)
		say_number(seq, out);
}

char *
draft_renumber(struct arena *a, const char *title, int64_t was, int64_t is)
{
	struct str old = STR_INIT, new = STR_INIT;
	char *hit, *copy = arena_text(a, title);

	draft_type_text(REPORT_FOLLOWUP, was, &old);
	draft_type_text(REPORT_FOLLOWUP, is, &new);
	hit = strstr(copy, old.ptr);
	if (was != is && hit)
		copy = arena_text_f(a, "%.*s%s%s", (int)(hit - copy), copy, new.ptr, hit + old.len);
	str_clear(&old);
	str_clear(&new);
	return copy;
}

/* ---- filling a template ---- */

static enum rc
fill(const char *template, const char *file, json_t *data, struct str *out, struct err *e)
{
	const struct mustache m = {0};

	if (mustache_render(&m, template, data, out, e) != RC_OK)
		return err_add(e, "%s", file);
	return RC_OK;
}

/* Lines without blanks at both ends; empty ones are dropped: a section with nothing to say leaves
 * no hole. */
static char *
paragraphs(struct arena *a, const char *text)
{
	struct str out = STR_INIT;
	char *copy;

	while (*text) {
		size_t n = strcspn(text, "\n"), from = strspn(text, " \t\r");
		size_t end = n;

		while (end > from && strchr(" \t\r", text[end - 1]))
			end--;
		if (end > from) {
			if (out.len)
				str_add_char(&out, '\n');
			str_add_n(&out, text + from, end - from);
		}
		text += n + (text[n] == '\n');
	}
	copy = arena_text_n(a, out.ptr, out.len);
	str_clear(&out);
	return copy;
}

/* A draft is never refused for its length: it is cut. */
static char *
bounded(struct arena *a, const char *body)
{
	size_t at = 0;

	for (int chars = 0; chars < BODY_MAX && body[at]; chars++)
		at = text_next(body, at);
	return arena_text_n(a, body, at);
}

static char *
text_of(struct arena *a, const json_t *data, const char *name)
{
	const char *text = json_string_value(json_object_get(data, name));

	return text && *text ? arena_text(a, text) : NULL;
}

static int
urgency_of(int type)
{
	if (type == REPORT_ZERO || type == REPORT_DAILY)
		return URGENCY_NONE;
	return type == REPORT_FINAL || type == REPORT_SUPPLEMENT ? URGENCY_EXPRESS : URGENCY_URGENT;
}

static void
fill_head(struct arena *a, const struct draft_input *in, const json_t *data, struct report *out)
{
	out->type = in->type;
	if (in->type == REPORT_FOLLOWUP)
		out->seq = (struct count){draft_followups(in->file) + 1, true};
	out->urgency = urgency_of(in->type);
	out->main = text_of(a, data, "main");
	out->copy = text_of(a, data, "copy");
	out->contact = text_of(a, data, "reporter");
	if (!out->contact)
		out->contact = arena_text(a, "值班室");
	out->contact_phone = text_of(a, data, "phone");
	out->drafter = text_of(a, data, "reporter");
	out->checker = in->checker ? arena_text(a, in->checker) : NULL;
	out->asof = moment_at(draft_asof(in));
	out->routine = in->routine ? arena_text(a, in->routine) : NULL;
}

enum rc
draft_report(struct arena *a, const struct draft_input *in, const char *template, const char *file,
	     struct report *out, struct err *e)
{
	json_t *data = draft_data(a, in);
	struct str text = STR_INIT;
	char *whole, *body;
	enum rc rc = fill(template, file, data, &text, e);

	if (rc == RC_OK) {
		whole = paragraphs(a, text.ptr);
		body = strchr(whole, '\n');
		if (body)
			*body++ = '\0';
		memset(out, 0, sizeof(*out));
		fill_head(a, in, data, out);
		out->title = whole;
		out->body = bounded(a, body ? body : "");
		if (!*out->title)
			rc = err_set(e, RC_INVALID, _("%s gives no title in its first line"), file);
	}
	str_clear(&text);
	json_decref(data);
	return rc;
}

enum rc
draft_script(struct arena *a, const struct draft_input *in, const char *template, const char *file,
	     char **out, struct err *e)
{
	json_t *data = draft_data(a, in);
	struct str text = STR_INIT;
	enum rc rc = fill(template, file, data, &text, e);

	if (rc == RC_OK)
		*out = paragraphs(a, text.ptr);
	str_clear(&text);
	json_decref(data);
	return rc;
}

/* ---- the sheet ---- */

static void
put(json_t *o, const char *name, const char *text)
{
	json_object_set_new(o, name, json_string(text ? text : ""));
}

static json_t *
lines(const char *text)
{
	json_t *list = json_array();

	while (text && *text) {
		size_t n = strcspn(text, "\n");

		if (n)
			json_array_append_new(list, json_stringn(text, n));
		text += n + (text[n] == '\n');
	}
	return list;
}

json_t *
draft_sheet(const struct report *r, const struct station_names *names, bool practice,
	    bool countersigned)
{
	static const char *const urgency[] = {"", "特急", "加急"};
	json_t *o = json_object();
	char when[MOMENT_TEXT] = "";

	if (r->signed_at.kind == MOMENT_EXACT)
		moment_zh(r->signed_at.secs, when);
	put(o, "practice", practice ? "【演练】" : "");
	put(o, "urgency",
	    urgency[r->urgency >= 0 && r->urgency <= URGENCY_EXPRESS ? r->urgency : 0]);
	put(o, "head", names->head);
	put(o, "number", r->number);
	put(o, "signer", r->signer_name);
	put(o, "by_phone", r->by_phone && !countersigned ? "（电话授权）" : "");
	put(o, "title", r->title);
	put(o, "main", r->main);
	json_object_set_new(o, "paragraphs", lines(r->body));
	put(o, "organ", names->organ);
	put(o, "signed_at", when);
	put(o, "draft", r->number ? "" : "（草稿，未签发）");
	put(o, "contact", r->contact);
	put(o, "contact_phone", r->contact_phone);
	put(o, "copy", r->copy);
	put(o, "drafter", r->drafter);
	put(o, "checker", r->checker);
	put(o, "attachments", r->attachments);
	put(o, "official_no", r->official_no);
	put(o, "copies", "5");
	return o;
}

enum rc
draft_print(const char *template, const char *file, json_t *sheet, bool html, struct str *out,
	    struct err *e)
{
	const struct mustache m = {.html = html};

	if (mustache_render(&m, template, sheet, out, e) != RC_OK)
		return err_add(e, "%s", file);
	return RC_OK;
}
