/* A report as it looks on paper, laid out in cells. */
#include "core/page.h"

#include <string.h>

#include "core/text.h"

enum { TITLE_CELLS = 44, SIGN_MARGIN = 4 };

struct laying {
	struct arena *arena;
	struct page_lines *out;
};

static void
add(struct laying *l, const char *text)
{
	vec_push(l->out, arena_text(l->arena, text));
}

static void
add_at(struct laying *l, int column, const char *text)
{
	vec_push(l->out, arena_text_f(l->arena, "%*s%s", column > 0 ? column : 0, "", text));
}

static void
add_centred(struct laying *l, const char *text)
{
	add_at(l, (PAGE_CELLS - text_width(text)) / 2, text);
}

/* One text at each margin; where they do not fit, a line each. */
static void
add_both(struct laying *l, const char *left, const char *right)
{
	int gap = PAGE_CELLS - text_width(left) - text_width(right);

	if (gap >= 1) {
		vec_push(l->out, arena_text_f(l->arena, "%s%*s%s", left, gap, "", right));
		return;
	}
	add(l, left);
	add_at(l, PAGE_CELLS - text_width(right), right);
}

static void
add_rule(struct laying *l)
{
	char rule[PAGE_CELLS + 1];

	memset(rule, '-', PAGE_CELLS);
	rule[PAGE_CELLS] = '\0';
	add(l, rule);
}

static void
wrapped_line(void *ctx, const char *bytes, size_t n)
{
	struct laying *l = ctx;

	vec_push(l->out, arena_text_n(l->arena, bytes, n));
}

/* ---- the title ---- */

/* Before these words a long title is broken; the later ones are the better. */
static const char *const title_breaks[] = {
    "的报告",   "（",       "引发",     "发生",     "致",
    "转移群众", "处置情况", "核实情况", "伤亡情况", "有关情况",
};

static size_t
title_break(const char *title)
{
	size_t best = 0;

	for (size_t i = 0; i < ARRAY_LEN(title_breaks); i++) {
		const char *hit = strstr(title, title_breaks[i]);
		size_t at = hit ? (size_t)(hit - title) : 0;

		if (at && text_width_n(title, at) <= TITLE_CELLS &&
		    text_width(title + at) <= TITLE_CELLS)
			best = at;
	}
	return best;
}

static void
centred_line(void *ctx, const char *bytes, size_t n)
{
	struct laying *l = ctx;

	add_centred(l, arena_text_n(l->arena, bytes, n));
}

static void
add_title(struct laying *l, const char *title)
{
	size_t at = text_width(title) > TITLE_CELLS ? title_break(title) : 0;

	if (at) {
		add_centred(l, arena_text_n(l->arena, title, at));
		add_centred(l, title + at);
		return;
	}
	text_wrap(title, TITLE_CELLS, centred_line, l);
}

/* ---- parts ---- */

static const char *
or_empty(const char *text)
{
	return text ? text : "";
}

static void
add_head(struct laying *l, const struct page_sheet *s)
{
	static const char *const urgency[] = {"", "特急", "加急"};
	const struct report *r = s->report;
	int u = r->urgency >= 0 && r->urgency <= URGENCY_EXPRESS ? r->urgency : 0;
	const char *mark = s->voided ? "【已作废】" : s->practice ? "【演练】" : "";

	if (*mark || *urgency[u])
		add_both(l, urgency[u], mark);
	add_centred(l, s->names->head);
	add_centred(l, "突发事件信息报告");
	if (r->number)
		add_both(l, r->number,
			 arena_text_f(l->arena, "签发人：%s%s", or_empty(r->signer_name),
				      r->by_phone && !s->countersigned ? "（电话授权）" : ""));
	else
		add_both(l, "（草稿，未签发）", "");
	add_rule(l);
	add_title(l, or_empty(r->title));
	add(l, "");
	if (r->main)
		text_wrap(arena_text_f(l->arena, "%s：", r->main), PAGE_CELLS, wrapped_line, l);
}

static void
add_body(struct laying *l, const char *body)
{
	while (*body) {
		size_t n = strcspn(body, "\n");

		text_wrap(arena_text_f(l->arena, "%*s%.*s", PAGE_INDENT, "", (int)n, body),
			  PAGE_CELLS, wrapped_line, l);
		body += n + (body[n] == '\n');
	}
}

/* Organ and date stand at the right, the shorter one centred over the longer. */
static void
add_signature(struct laying *l, const struct page_sheet *s)
{
	char date[MOMENT_TEXT] = "";
	int organ = text_width(s->names->organ), when, wider;

	if (s->report->signed_at.kind == MOMENT_EXACT)
		moment_zh(s->report->signed_at.secs, date);
	when = text_width(date);
	wider = organ > when ? organ : when;
	add(l, "");
	add_at(l, PAGE_CELLS - SIGN_MARGIN - wider + (wider - organ) / 2, s->names->organ);
	if (when)
		add_at(l, PAGE_CELLS - SIGN_MARGIN - wider + (wider - when + 1) / 2, date);
}

static void
add_foot(struct laying *l, const struct report *r)
{
	struct str who = STR_INIT;

	if (r->contact)
		text_wrap(arena_text_f(l->arena, "%*s（联系人：%s%s%s）", PAGE_INDENT, "",
				       r->contact, r->contact_phone ? "，电话：" : "",
				       or_empty(r->contact_phone)),
			  PAGE_CELLS, wrapped_line, l);
	add_rule(l);
	if (r->copy)
		text_wrap(arena_text_f(l->arena, "抄送：%s。", r->copy), PAGE_CELLS, wrapped_line,
			  l);
	if (r->drafter)
		str_add_f(&who, "拟稿：%s", r->drafter);
	if (r->checker)
		str_add_f(&who, "%s审核：%s", who.len ? "  " : "", r->checker);
	add_both(l, who.ptr, "共印5份");
	str_clear(&who);
}

void
page_body(struct arena *a, const char *body, struct page_lines *out)
{
	struct laying l = {a, out};

	add_body(&l, body);
}

void
page_lay(struct arena *a, const struct page_sheet *s, struct page_lines *out)
{
	struct laying l = {a, out};

	add_head(&l, s);
	add_body(&l, or_empty(s->report->body));
	if (s->report->attachments)
		add_body(&l, arena_text_f(a, "附件：%s", s->report->attachments));
	add_signature(&l, s);
	add_foot(&l, s->report);
}

size_t
page_count(size_t lines)
{
	return lines ? (lines + PAGE_LINES - 1) / PAGE_LINES : 1;
}
