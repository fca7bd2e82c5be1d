/* Who did what, and when: forces, telephone reports, the course of it all. */
#include <stdlib.h>
#include <string.h>

#include "core/report.h"
#include "core/say.h"

/* How a step reads, and the word by which a text is seen to say it already. */
struct step_word {
	const char *word, *key;
	bool force; /* belongs to the sentence on forces */
};

/* clang-format off */
static const struct step_word step_words[] = {
	[STEP_DISPATCH]          = {"派出", "派", true},
	[STEP_TURNOUT]           = {"出动", "出动", true},
	[STEP_ARRIVE]            = {"到场", "到", true},
	[STEP_WATER]             = {"出水", "水", true},
	[STEP_CONTROLLED]        = {"火势（险情）得到控制", "控制", false},
	[STEP_OUT]               = {"明火扑灭", "灭", false},
	[STEP_RESCUE]            = {"救援", "救", true},
	[STEP_EVACUATE]          = {"疏散转移群众", "疏散", true},
	[STEP_REINFORCE]         = {"请求增援", "增援", true},
	[STEP_TOLD]              = {"报告带班领导", "报", false},
	[STEP_NOTIFY]            = {"通报", "通", true},
	[STEP_CORDON]            = {"设置警戒", "警戒", true},
	[STEP_MEDICAL]           = {"送医救治", "医", true},
	[STEP_RESPONSE_START]    = {"启动应急响应", "响应", true},
	[STEP_COMMAND_SET]       = {"设立现场指挥部", "指挥", true},
	[STEP_COMMAND_TRANSFER]  = {"移交现场指挥权", "移交", true},
	[STEP_FOLLOWUP_TRANSFER] = {"移交续报职责", "移交", false},
	[STEP_WATCH]             = {"留守看守", "守", true},
	[STEP_RETURN]            = {"归队", "归队", false},
	[STEP_READY]             = {"恢复执勤", "执勤", false},
	[STEP_RESPONSE_END]      = {"应急处置结束", "结束", false},
	[STEP_OTHER]             = {"", "", true},
};
/* clang-format on */

/* Steps whose unit does not act: it is asked, told, or takes over. */
static const struct about {
	int step;
	const char *before, *after;
} abouts[] = {
    {STEP_REINFORCE, "请求", "增援"},
    {STEP_NOTIFY, "通报", ""},
    {STEP_COMMAND_TRANSFER, "现场指挥权移交", ""},
    {STEP_FOLLOWUP_TRANSFER, "续报职责移交", ""},
};

static const struct step_word *
word_of(int step)
{
	static const struct step_word none = {"", "", false};

	return step > STEP_NONE && step <= STEP_OTHER ? &step_words[step] : &none;
}

static const struct about *
about_of(const struct act *x)
{
	for (size_t i = 0; x->unit && i < ARRAY_LEN(abouts); i++)
		if (abouts[i].step == x->step)
			return &abouts[i];
	return NULL;
}

const char *
say_step(int step)
{
	return word_of(step)->word;
}

static int64_t
time_of(const struct record *r)
{
	return r->at.kind == MOMENT_EXACT || r->at.kind == MOMENT_ABOUT ? r->at.secs : r->ts / 1000;
}

static bool
asked(const struct act_request *q, const struct record *r)
{
	return r->body && (!q->wanted || q->wanted(q->ctx, r));
}

/* The text without its last 。 and without line breaks. */
static void
add_plain(const char *text, struct str *out)
{
	size_t n = strlen(text);

	while (n >= 3 && (memcmp(text + n - 3, "。", 3) == 0 || memcmp(text + n - 3, "；", 3) == 0))
		n -= 3;
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '\n')
			str_add(out, "，");
		else
			str_add_char(out, text[i]);
	}
}

static void
add_strength(const struct act *x, const char *text, bool aside, struct str *out)
{
	struct str all = STR_INIT;

	const struct {
		struct count n;
		const char *unit;
	} parts[] = {{x->vehicles, "车"}, {x->people, "人"}};

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		struct str said = STR_INIT;

		str_add_f(&said, "%lld%s", (long long)parts[i].n.n, parts[i].unit);
		if (parts[i].n.set && !strstr(text, said.ptr))
			str_add(&all, said.ptr);
		str_clear(&said);
	}
	if (all.len)
		str_add_f(out, aside ? "（%s）" : "%s", all.ptr);
	str_clear(&all);
}

/* 请求县消防救援大队3车15人增援; a text that says so itself keeps its words:
 * 请求两车增援（县大队）. */
static void
add_about(const struct act *x, const struct about *about, struct str *out)
{
	const struct step_word *w = word_of(x->step);
	const char *text = x->text ? x->text : "";
	struct str unit = STR_INIT;

	str_add(&unit, x->unit);
	add_strength(x, text, false, &unit);
	if (str_equal(text, w->word) || !strstr(text, w->key)) {
		str_add_f(out, "%s%s%s", about->before, unit.ptr, about->after);
		if (*text && !str_equal(text, w->word)) {
			str_add(out, "，");
			add_plain(text, out);
		}
	} else {
		add_plain(text, out);
		if (!strstr(text, x->unit))
			str_add_f(out, "（%s）", unit.ptr);
	}
	str_clear(&unit);
}

/* The action without its time: 镇专职消防队2车6人出动. */
static void
add_act(const struct act *x, struct str *out)
{
	const struct step_word *w = word_of(x->step);
	const char *text = x->text ? x->text : "";
	bool said = *w->key && strstr(text, w->key);

	if (about_of(x)) {
		add_about(x, about_of(x), out);
		return;
	}
	if (x->unit && !strstr(text, x->unit))
		str_add(out, x->unit);
	/* Who arrives stands first in the text: 县水利局（4人）技术人员到场. */
	add_strength(x, text, said && !str_starts(text, w->key), out);
	if (!said && *w->word) {
		str_add(out, w->word);
		if (*text && !str_equal(text, w->word))
			str_add(out, "，");
	}
	add_plain(text, out);
}

/* A unit's plain steps stand in one sentence: …于2时48分出动、2时55分到场. */
static bool
is_plain_step(const struct act *x)
{
	const char *word = word_of(x->step)->word;

	return x->unit && *word && !about_of(x) &&
	       (!x->text || !*x->text || str_equal(x->text, word));
}

static bool
is_force(const struct act_request *q, const struct record *r)
{
	return r->kind == &kind_act && asked(q, r) &&
	       word_of(((const struct act *)r->body)->step)->force;
}

static int
by_time(const void *a, const void *b)
{
	const struct record *const *x = a, *const *y = b;
	int64_t d = time_of(*x) - time_of(*y);

	return d ? (d < 0 ? -1 : 1) : record_compare(*x, *y);
}

static const struct record **
sorted(const struct act_request *q, bool (*is)(const struct act_request *, const struct record *),
       size_t *n)
{
	const struct record **v = malloc((q->recs->n + 1) * sizeof(*v));

	if (!v)
		die("out of memory");
	*n = 0;
	for (size_t i = 0; i < q->recs->n; i++)
		if (is(q, q->recs->v[i]))
			v[(*n)++] = q->recs->v[i];
	qsort(v, *n, sizeof(*v), by_time);
	return v;
}

/* Marks of what was told with an earlier action of the same unit. */
static void
add_unit_steps(const struct record **v, size_t n, size_t i, bool *told, int64_t base,
	       struct str *out)
{
	const struct act *first = v[i]->body;

	str_add(out, first->unit);
	add_strength(first, "", false, out);
	str_add(out, "于");
	for (size_t k = i; k < n; k++) {
		const struct act *x = v[k]->body;

		if (told[k] || !is_plain_step(x) || !str_equal(x->unit, first->unit))
			continue;
		told[k] = true;
		str_add(out, k == i ? "" : "、");
		say_time(time_of(v[k]), base, out);
		str_add(out, word_of(x->step)->word);
	}
}

void
say_forces(struct arena *a, const struct act_request *q, struct str *out)
{
	size_t n;
	const struct record **v = sorted(q, is_force, &n);
	bool *told = arena_alloc(a, (n + 1) * sizeof(*told));
	const char *between = "";

	for (size_t i = 0; i < n; i++) {
		const struct act *x = v[i]->body;

		if (told[i])
			continue;
		str_add(out, between);
		between = "；";
		if (is_plain_step(x)) {
			add_unit_steps(v, n, i, told, q->base, out);
			continue;
		}
		say_time(time_of(v[i]), q->base, out);
		str_add(out, "，");
		add_act(x, out);
	}
	if (n)
		str_add(out, "。");
	free(v);
}

static bool
is_turn(const struct act_request *q, const struct record *r)
{
	const struct act *x = r->kind == &kind_act ? r->body : NULL;

	return x && asked(q, r) &&
	       (x->step == STEP_CONTROLLED || x->step == STEP_OUT || x->step == STEP_RESPONSE_END);
}

void
say_spread(const struct act_request *q, struct str *out)
{
	size_t n;
	const struct record **v = sorted(q, is_turn, &n);

	for (size_t i = 0; i < n; i++) {
		str_add(out, i ? "；" : "");
		say_time(time_of(v[i]), q->base, out);
		str_add(out, "，");
		add_act(v[i]->body, out);
	}
	if (n)
		str_add(out, "。");
	free(v);
}

static bool
is_request(const struct act_request *q, const struct record *r)
{
	return r->kind == &kind_act && asked(q, r) &&
	       ((const struct act *)r->body)->step == STEP_REINFORCE;
}

void
say_request(const struct act_request *q, struct str *out)
{
	size_t n;
	const struct record **v = sorted(q, is_request, &n);

	if (!n)
		str_add(out, "暂无支援请求。");
	for (size_t i = 0; i < n; i++) {
		str_add(out, i ? "；" : "已请求支援：");
		say_time(time_of(v[i]), q->base, out);
		str_add(out, "，");
		add_act(v[i]->body, out);
	}
	if (n)
		str_add(out, "。");
	free(v);
}

/* ---- by telephone ---- */

static bool
is_phone(const struct act_request *q, const struct record *r)
{
	return r->kind == &kind_phone && asked(q, r);
}

void
say_phone(const struct act_request *q, const char *self, struct str *out)
{
	size_t n;
	const struct record **v = sorted(q, is_phone, &n);

	if (n)
		str_add_f(out, "%s已", self);
	for (size_t i = 0; i < n; i++) {
		const struct phone_report *p = v[i]->body;
		bool same = i > 0 && time_of(v[i]) == time_of(v[i - 1]);

		if (same) {
			str_add(out, "、");
		} else {
			str_add(out, i ? "，" : "");
			str_add(out, "于");
			say_time(time_of(v[i]), q->base, out);
			str_add(out, "向");
		}
		for (char **to = p->to; to && *to; to++)
			str_add_f(out, "%s%s", to == p->to ? "" : "、", *to);
		if (i + 1 == n || time_of(v[i + 1]) != time_of(v[i]))
			str_add(out, "电话报告");
	}
	if (n)
		str_add(out, "。");
	free(v);
}

/* ---- the course of it ---- */

static bool
voided(const struct records *recs, const char *id)
{
	for (size_t i = 0; i < recs->n; i++)
		if (recs->v[i]->kind == &kind_void && str_equal(recs->v[i]->of, id))
			return true;
	return false;
}

/* A written report counts from its first sending. */
static bool
is_first_sending(const struct act_request *q, const struct record *r)
{
	for (size_t i = 0; i < q->recs->n; i++) {
		const struct record *o = q->recs->v[i];

		if (o->kind == &kind_send && o != r && str_equal(o->of, r->of) &&
		    by_time(&o, &r) < 0)
			return false;
	}
	return !voided(q->recs, r->of);
}

static bool
is_node(const struct act_request *q, const struct record *r)
{
	if (!asked(q, r))
		return false;
	if (r->kind == &kind_send)
		return is_first_sending(q, r);
	return r->kind == &kind_act || r->kind == &kind_phone || r->kind == &kind_query;
}

static void
add_report_name(const struct records *recs, const char *id, struct str *out)
{
	static const char *const words[] = {
	    [REPORT_NONE] = "书面报告",       [REPORT_FIRST] = "书面首报",
	    [REPORT_FOLLOWUP] = "续报",       [REPORT_FINAL] = "终报",
	    [REPORT_VERIFY] = "书面核报",     [REPORT_SUPPLEMENT] = "补报",
	    [REPORT_CORRECTION] = "更正报告", [REPORT_ZERO] = "零报告",
	    [REPORT_DAILY] = "日报",
	};

	for (size_t i = 0; i < recs->n; i++) {
		const struct report *r = recs->v[i]->body;

		if (recs->v[i]->kind != &kind_report || !r || !str_equal(recs->v[i]->id, id))
			continue;
		str_add(out, words[r->type >= 0 && r->type <= REPORT_DAILY ? r->type : 0]);
		if (r->type == REPORT_FOLLOWUP && r->seq.set)
			say_number(r->seq.n, out);
		return;
	}
	str_add(out, "书面报告");
}

static void
add_phone_name(const struct phone_report *p, struct str *out)
{
	static const char *const words[] = {"电话报告", "电话首报", "电话报告升级情况", "电话核报",
					    "电话续报"};

	str_add(out, words[p->step > 0 && p->step <= PHONE_FOLLOWUP ? p->step : 0]);
}

static void
add_node(const struct act_request *q, const struct record *r, struct str *out)
{
	if (r->kind == &kind_act) {
		add_act(r->body, out);
	} else if (r->kind == &kind_phone) {
		add_phone_name(r->body, out);
	} else if (r->kind == &kind_query) {
		str_add_f(out, "接%s核报要求", ((const struct query *)r->body)->from);
	} else {
		add_report_name(q->recs, r->of, out);
	}
}

void
say_chain(struct arena *a, const struct act_request *q, const struct incident *in, struct str *out)
{
	size_t n;
	const struct record **v = sorted(q, is_node, &n);
	bool learned = in->learned.kind != MOMENT_EXACT;

	(void)a;
	for (size_t i = 0; i <= n; i++) {
		if (!learned && (i == n || time_of(v[i]) >= in->learned.secs)) {
			str_add(out, i ? "，" : "");
			say_time(in->learned.secs, q->base, out);
			str_add(out, "接报");
			learned = true;
			if (i < n)
				str_add(out, "，");
		} else if (i && i < n) {
			str_add(out, "，");
		}
		if (i == n)
			break;
		say_time(time_of(v[i]), q->base, out);
		add_node(q, v[i], out);
	}
	if (out->len)
		str_add(out, "。");
	free(v);
}
