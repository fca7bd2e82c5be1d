/* Hints on a report's wording and on what it lacks; never more than hints. */
#include "core/lint.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"

enum { REPEAT_PERCENT = 60 };

struct check {
	struct arena *arena;
	const struct report *report;
	const struct draft_input *in;
	const char *title, *body;
	struct figures figures;
	struct hints *out;
};

static void hint(struct check *c, const char *code, const char *fmt, ...) FORMAT(3, 4);

static void
hint(struct check *c, const char *code, const char *fmt, ...)
{
	struct str text = STR_INIT;
	struct hint h = {.code = code};
	va_list ap;

	va_start(ap, fmt);
	str_add_v(&text, fmt, ap);
	va_end(ap);
	h.text = arena_text_n(c->arena, text.ptr, text.len);
	str_clear(&text);
	vec_push(c->out, h);
}

static bool
says(const char *text, const char *word)
{
	return strstr(text, word) != NULL;
}

/* The first of these words in the text, or NULL; the list ends with NULL. */
static const char *
first_of(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (says(text, *words))
			return *words;
	return NULL;
}

/* ---- wording ---- */

/* Words that do not belong into a report, and what each is about. */
struct word_rule {
	const char *code;
	const char *hint; /* N_(), %s is the word */
	const char *words[10];
};

/* clang-format off */
static const struct word_rule word_rules[] = {
	{"hollow",      N_("“%s” says nothing: state the facts instead"),
	 {"及时处置", "成功处置", "妥善处置", "情绪稳定", "零伤亡", "有效处置", "高度重视"}},
	{"daytime",     N_("“%s”: give the time by the 24-hour clock"),
	 {"凌晨", "下午", "上午", "傍晚", "晚上", "昨天", "昨日"}},
	{"number-word", N_("“%s”: write the number in digits"),
	 {"两人", "二人", "三人", "两名", "三名", "数人", "多人"}},
	{"missing-word", N_("“%s”: in a report it is 失联 until the search ends"), {"失踪"}},
	{"dead-word",   N_("“%s”: in a report it is 死亡"), {"遇难", "罹难", "身亡"}},
	{"cause-stated", N_("“%s”: a cause is stated; name the authority that found it, or write 待查"),
	 {"系因", "所致", "原因是", "系由", "由于操作", "人为纵火", "电气线路引发", "引起", "疏忽"}},
	{"arrow",       N_("“%s”: on paper a change is told in words: 由2人增至3人"), {"→", "->", "⇒"}},
	{"half-width",  N_("“%s”: half-width punctuation in Chinese text"), {",", ";", "? ", "!"}},
	{"padded-number", N_("“%s”: report numbers have no leading zero"), {"〕0"}},
	{"square-bracket", N_("“%s”: the year of a number stands in 〔〕"), {"[20", "【20", "(20", "（202"}},
	{"secret",      N_("“%s”: nothing above 内部 may be written here"), {"机密", "绝密"}},
};
/* clang-format on */

static void
check_words(struct check *c)
{
	for (size_t i = 0; i < ARRAY_LEN(word_rules); i++) {
		const char *word = first_of(c->title, word_rules[i].words);

		word = word ? word : first_of(c->body, word_rules[i].words);
		if (!word)
			continue;
		/* A cause is fine when the authority stands beside it. */
		if (str_equal(word_rules[i].code, "cause-stated") && says(c->body, "认定"))
			continue;
		hint(c, word_rules[i].code, _(word_rules[i].hint), word);
	}
}

/* 事故, 案件 and 灾害 must agree with the kind; before it is established it is no 事故. */
static void
check_event_words(struct check *c)
{
	int family = c->in->incident ? c->in->incident->family : FAMILY_NONE;

	if (!family)
		return;
	if (says(c->title, "事故") && (!family_is_accident(family) || family == FAMILY_FIRE))
		hint(c, "event-word", _("“%s” in the title does not fit the kind of the incident"),
		     "事故");
	if (says(c->title, "案件") && family != FAMILY_SOCIAL)
		hint(c, "event-word", _("“%s” in the title does not fit the kind of the incident"),
		     "案件");
	if (says(c->title, "灾害") && family_is_accident(family))
		hint(c, "event-word", _("“%s” in the title does not fit the kind of the incident"),
		     "灾害");
}

static void
check_self(struct check *c)
{
	static const char *const selves[] = {"我镇", "我乡", "我街道", "我县", "我区", "我村"};
	struct station_names names;

	say_station(c->arena, c->in->station, &names);
	for (size_t i = 0; i < ARRAY_LEN(selves); i++)
		if (says(c->body, selves[i]) && !str_starts(selves[i], names.self))
			hint(c, "self-name", _("“%s”: this station calls itself %s"), selves[i],
			     names.self);
}

/* ---- figures ---- */

static bool
title_has(const struct check *c, int64_t n, const char *word)
{
	char *forward = arena_text_f(c->arena, "%" PRId64 "人%s", n, word);
	char *back = arena_text_f(c->arena, "%s%" PRId64 "人", word, n);

	return says(c->title, forward) || says(c->title, back);
}

/* A first report's title must not leave out the gravest. */
static void
check_title_figures(struct check *c)
{
	const struct {
		int64_t n;
		const char *word;
	} items[] = {
	    {c->figures.of[MEASURE_dead].value, "死亡"},
	    {c->figures.of[MEASURE_missing].value, "失联"},
	    {c->figures.of[MEASURE_trapped].value, "被困"},
	};

	if (c->report->type != REPORT_FIRST)
		return;
	for (size_t i = 0; i < ARRAY_LEN(items); i++)
		if (items[i].n > 0 && !title_has(c, items[i].n, items[i].word))
			hint(c, "title-casualties", _("the title leaves out %s: %lld"),
			     items[i].word, (long long)items[i].n);
	if (c->in->incident && (c->in->incident->flags & (FLAG_CROWDED | FLAG_WATER_SOURCE)) &&
	    !says(c->title, "暂未") && !says(c->title, "附近") && !says(c->title, "水源"))
		hint(c, "title-danger",
		     _("a greater danger (crowded place, water source) belongs "
		       "into the title"));
}

/* The number before or after a word in the text: 死亡3人, 3人死亡; -1 when there is none. */
static int64_t
number_at(const char *text, const char *word)
{
	for (const char *p = text; (p = strstr(p, word)); p += strlen(word)) {
		const char *after = p + strlen(word), *digit = p;

		if (*after >= '0' && *after <= '9')
			return strtoll(after, NULL, 10);
		if (p - text < 4 || memcmp(p - strlen("人"), "人", strlen("人")) != 0)
			continue;
		digit = p - strlen("人");
		while (digit > text && digit[-1] >= '0' && digit[-1] <= '9')
			digit--;
		if (*digit >= '0' && *digit <= '9')
			return strtoll(digit, NULL, 10);
	}
	return -1;
}

static void
check_text_figures(struct check *c)
{
	const struct {
		bool known;
		int64_t n;
		const char *word;
	} items[] = {
	    {c->figures.of[MEASURE_dead].known, c->figures.of[MEASURE_dead].value, "死亡"},
	    {c->figures.of[MEASURE_missing].known, c->figures.of[MEASURE_missing].value, "失联"},
	    {figures_injured_known(&c->figures), figures_injured(&c->figures), "受伤"},
	};

	for (size_t i = 0; i < ARRAY_LEN(items); i++) {
		int64_t n = number_at(c->title, items[i].word);

		if (n < 0 && !says(c->body, "由") && !says(c->body, "中"))
			n = number_at(c->body, items[i].word);
		if (n >= 0 && items[i].known && n != items[i].n)
			hint(c, "figure-differs", _("%s %lld in the text, %lld in the record"),
			     items[i].word, (long long)n, (long long)items[i].n);
	}
}

static void
check_asof(struct check *c)
{
	const struct record *before = draft_previous(c->in->file, REPORT_NONE);
	const struct report *last = before ? before->body : NULL;
	int64_t limit =
	    c->report->signed_at.kind == MOMENT_EXACT ? c->report->signed_at.secs : c->in->now;

	if (!says(c->body, "截至"))
		hint(c, "asof-missing", _("no “截至…”: say as of when the figures are"));
	if (c->report->asof.kind == MOMENT_EXACT && c->report->asof.secs > limit)
		hint(c, "asof-later", _("the as-of time is later than the signing"));
	if (last && !c->report->number && last->asof.kind == MOMENT_EXACT &&
	    c->report->asof.kind == MOMENT_EXACT && c->report->asof.secs < last->asof.secs)
		hint(c, "asof-earlier",
		     _("the as-of time is earlier than that of the report "
		       "before"));
}

/* ---- what must be there ---- */

static void
check_elements(struct check *c)
{
	const struct incident *i = c->in->incident;

	if (!i->occurred.kind)
		hint(c, "occurred-missing",
		     _("when it happened is not given (about and unknown "
		       "are possible)"));
	if (!i->source && !i->source_type)
		hint(c, "source-missing", _("the source of the information is not given"));
	if (!i->commander)
		hint(c, "commander-missing", _("the on-scene commander is not given"));
	if (!i->commander_phone && !says(c->body, "电话"))
		hint(c, "commander-phone-missing", _("the commander's phone is not given"));
	if (!i->object && c->report->type == REPORT_FIRST)
		hint(c, "object-missing",
		     _("what is concerned (building, vehicle, substance) is "
		       "not given"));
	if (!says(c->body, "请求") && !says(c->body, "支援") && c->report->type != REPORT_FINAL &&
	    c->report->type != REPORT_SUPPLEMENT)
		hint(c, "request-missing", _("no request; write 暂无支援请求 when there is none"));
	if (!says(c->body, "下一步") && c->report->type != REPORT_SUPPLEMENT)
		hint(c, "next-missing", _("no next step"));
	if (!c->figures.asof)
		hint(c, "figures-missing", _("no figures yet: casualties are being verified"));
}

/* What every report needs, routine ones as well. */
static void
check_form(struct check *c)
{
	if (!c->report->main || !*c->report->main)
		hint(c, "main-missing", _("no main addressee"));
	if (!c->report->contact || !*c->report->contact)
		hint(c, "contact-missing", _("no contact person"));
	if (!c->report->contact_phone || !*c->report->contact_phone)
		hint(c, "contact-phone-missing", _("no telephone of the contact person"));
	if (!*c->body)
		hint(c, "body-missing", _("the body is empty"));
	if (text_has_personal_number(c->body))
		hint(c, "private-number", _("the text holds a mobile or identity number"));
	if (says(c->body, "姓名：") || says(c->body, "身份证"))
		hint(c, "private-name", _("names of victims belong into an annex kept on paper"));
}

/* 危化品: six things a first report on a leak must speak of (report-texts 5). */
static void
check_hazmat(struct check *c)
{
	static const char *const six[] = {"风", "警戒", "居民", "水", "管制", "火源"};
	const char *kind = c->in->incident->kind ? c->in->incident->kind : "";

	if (!says(c->title, "泄漏") && !says(kind, "hazmat") && !says(kind, "chemical"))
		return;
	for (size_t i = 0; i < ARRAY_LEN(six); i++)
		if (!says(c->body, six[i]))
			hint(c, "hazmat", _("a leak: nothing is said on “%s”"), six[i]);
}

/* ---- a follow-up that tells everything again ---- */

static void
check_repetition(struct check *c)
{
	const struct record *before = draft_previous(c->in->file, REPORT_FIRST);
	const struct report *first = before ? before->body : NULL;
	size_t all = 0, again = 0;

	if (c->report->type != REPORT_FOLLOWUP || !first || !first->body)
		return;
	for (const char *p = c->body; *p;) {
		const char *end = strstr(p, "。");
		size_t n = end ? (size_t)(end - p) : strlen(p);

		all += n;
		if (n && says(first->body, arena_text_n(c->arena, p, n)))
			again += n;
		p += n + (end ? strlen("。") : 0);
	}
	if (all && again * 100 > all * REPEAT_PERCENT)
		hint(c, "repeats",
		     _("the follow-up repeats the first report: tell only what is "
		       "new"));
}

void
lint_report(struct arena *a, const struct report *r, const struct draft_input *in,
	    struct hints *out)
{
	struct check c = {
	    .arena = a,
	    .report = r,
	    .in = in,
	    .title = r->title ? r->title : "",
	    .body = r->body ? r->body : "",
	    .out = out,
	};

	figures_fold(in->file, INT64_MAX, &c.figures);
	check_form(&c);
	check_words(&c);
	check_self(&c);
	if (!in->incident)
		return;
	check_event_words(&c);
	check_title_figures(&c);
	check_text_figures(&c);
	check_asof(&c);
	check_elements(&c);
	check_hazmat(&c);
	check_repetition(&c);
}
