/*
 * Changes of the figures in words (report-texts 1.3). With S = dead + missing + trapped + injured +
 * serious + light + safe, people who leave one box for another are 进展, more than before are 新增,
 * and fewer, without a box they went to, are 更正.
 */
#include <string.h>

#include "core/say.h"

enum box { DEAD, MISSING, TRAPPED, SERIOUS, LIGHT, INJURED, SAFE, BOXES };

static const enum measure box_measure[BOXES] = {
    MEASURE_dead,  MEASURE_missing, MEASURE_trapped, MEASURE_serious,
    MEASURE_light, MEASURE_injured, MEASURE_safe,
};
static const char *const box_word[BOXES] = {"死亡", "失联", "被困",    "重伤",
					    "轻伤", "受伤", "安全脱险"};

/* Where the people of a box most likely come from, the likeliest first; BOXES ends the row. */
static const enum box sources[BOXES][BOXES] = {
    [DEAD] = {SERIOUS, TRAPPED, MISSING, INJURED, LIGHT, BOXES},
    [SERIOUS] = {TRAPPED, MISSING, INJURED, LIGHT, BOXES},
    [LIGHT] = {INJURED, TRAPPED, MISSING, SERIOUS, BOXES},
    [INJURED] = {TRAPPED, MISSING, SERIOUS, LIGHT, BOXES},
    [SAFE] = {TRAPPED, MISSING, INJURED, LIGHT, SERIOUS, BOXES},
    [TRAPPED] = {MISSING, BOXES},
    [MISSING] = {TRAPPED, BOXES},
};
static const enum box targets[] = {DEAD, SERIOUS, LIGHT, INJURED, SAFE, TRAPPED, MISSING};

struct moves {
	int64_t before[BOXES], after[BOXES];
	bool was_known[BOXES];
	int64_t moved[BOXES][BOXES]; /* from, to */
	int64_t rescued[BOXES];      /* out of missing or trapped, without a box named for them */
	int64_t more[BOXES];         /* risen from nowhere */
	int64_t fewer[BOXES];        /* fallen to nowhere */
};

static void
match(struct moves *m)
{
	for (size_t t = 0; t < ARRAY_LEN(targets); t++) {
		enum box to = targets[t];

		for (const enum box *from = sources[to]; *from != BOXES; from++) {
			int64_t k = m->fewer[*from] < m->more[to] ? m->fewer[*from] : m->more[to];

			m->moved[*from][to] = k;
			m->fewer[*from] -= k;
			m->more[to] -= k;
		}
	}
}

/* "rescued" is a running total outside the boxes: a fall it explains has gone somewhere. */
static void
match_rescued(struct moves *m, int64_t rescued)
{
	static const enum box from[] = {TRAPPED, MISSING};

	for (enum box b = 0; b < BOXES; b++)
		rescued -= m->moved[TRAPPED][b] + m->moved[MISSING][b];
	for (size_t i = 0; i < ARRAY_LEN(from); i++) {
		int64_t k = m->fewer[from[i]] < rescued ? m->fewer[from[i]] : rescued;

		if (k <= 0)
			continue;
		m->rescued[from[i]] = k;
		m->fewer[from[i]] -= k;
		rescued -= k;
	}
}

static void
find_moves(const struct figures *before, const struct figures *after, struct moves *m)
{
	memset(m, 0, sizeof(*m));
	for (enum box b = 0; b < BOXES; b++) {
		int64_t delta;

		m->before[b] = before->of[box_measure[b]].value;
		m->after[b] = after->of[box_measure[b]].value;
		m->was_known[b] = before->of[box_measure[b]].known;
		delta = m->after[b] - m->before[b];
		m->more[b] = delta > 0 ? delta : 0;
		m->fewer[b] = delta < 0 ? -delta : 0;
	}
	match(m);
	match_rescued(m, after->of[MEASURE_rescued].value - before->of[MEASURE_rescued].value);
}

/* ---- sentences, joined by ； ---- */

static void
part(struct str *out)
{
	if (out->len)
		str_add(out, "；");
}

static const char *
reason_of(const struct record *fact)
{
	const struct fact *f = fact ? fact->body : NULL;

	return f && f->reason && *f->reason ? f->reason : NULL;
}

/* 2人在外务工，6时45分由丙与本人电话核实 */
static void
add_reason(const struct record *fact, int64_t base, struct str *out)
{
	const struct fact *f = fact ? fact->body : NULL;

	str_add(out, reason_of(fact) ? reason_of(fact) : "原因正在核实");
	if (!f || !f->checked_by || !*f->checked_by)
		return;
	str_add(out, "，");
	say_time(fact_learned(fact), base, out);
	str_add_f(out, "由%s%s", f->checked_by,
		  f->checked_how && *f->checked_how ? f->checked_how : "核实");
	if (f->checked_how && *f->checked_how && !strstr(f->checked_how, "核"))
		str_add(out, "核实");
}

static const char *
where_dead_came_from(const struct moves *m)
{
	if (m->moved[SERIOUS][DEAD])
		return "原重伤人员经抢救无效死亡";
	if (m->moved[INJURED][DEAD])
		return "原受伤人员经抢救无效死亡";
	if (m->moved[LIGHT][DEAD])
		return "原轻伤人员经抢救无效死亡";
	if (m->moved[TRAPPED][DEAD])
		return "原被困人员";
	return m->moved[MISSING][DEAD] ? "原失联人员" : NULL;
}

static void
say_dead(const struct moves *m, const struct record *fact, struct str *out)
{
	const char *from = where_dead_came_from(m);

	if (m->after[DEAD] <= m->before[DEAD])
		return;
	part(out);
	if (!m->was_known[DEAD])
		str_add_f(out, "死亡人数为%lld人（此前正在核实", (long long)m->after[DEAD]);
	else
		str_add_f(out, "死亡人数由%lld人增至%lld人（", (long long)m->before[DEAD],
			  (long long)m->after[DEAD]);
	if (from)
		str_add_f(out, "%s%s", m->was_known[DEAD] ? "" : "；", from);
	if (m->more[DEAD] && m->was_known[DEAD]) {
		str_add_f(out, "%s新增%lld人", from ? "；" : "", (long long)m->more[DEAD]);
		if (reason_of(fact))
			str_add_f(out, "：%s", reason_of(fact));
	}
	str_add(out, "）");
}

static int64_t
gone(const struct moves *m, enum box from)
{
	int64_t n = m->rescued[from];

	for (enum box b = 0; b < BOXES; b++)
		n += m->moved[from][b];
	return n;
}

/* k of n: 均 of several, nothing more of a single one. */
static void
add_share(int64_t k, int64_t n, struct str *out)
{
	if (k < n)
		str_add_f(out, "%lld人", (long long)k);
	else if (n > 1)
		str_add(out, "均");
}

static void
add_outcome(enum box to, struct str *out)
{
	if (to == DEAD)
		str_add(out, "经确认死亡");
	else if (to == SAFE)
		str_add(out, "已安全脱险");
	else if (to == TRAPPED || to == MISSING)
		str_add_f(out, "确认%s", box_word[to]);
	else
		str_add_f(out, "已救出（%s）", box_word[to]);
}

/* 失联2人中1人已救出（重伤），1人仍失联; 被困2人均已救出（受伤）. */
static void
say_found(const struct moves *m, enum box from, struct str *out)
{
	int64_t n = gone(m, from), left = m->before[from] - n;
	bool first = true;

	if (!n)
		return;
	part(out);
	str_add_f(out, "%s%lld人", box_word[from], (long long)m->before[from]);
	for (size_t t = 0; t < ARRAY_LEN(targets); t++) {
		int64_t k = m->moved[from][targets[t]];

		if (!k)
			continue;
		str_add(out, !first ? "、" : k == m->before[from] ? "" : "中");
		add_share(k, m->before[from], out);
		add_outcome(targets[t], out);
		first = false;
	}
	if (m->rescued[from]) {
		bool all = m->rescued[from] == m->before[from];

		str_add(out, !first ? "、" : all ? "" : "中");
		add_share(m->rescued[from], m->before[from], out);
		str_add(out, "已救出");
	}
	if (left - m->fewer[from] > 0)
		str_add_f(out, "，%lld人仍%s", (long long)(left - m->fewer[from]), box_word[from]);
}

static int64_t
injured(const int64_t box[BOXES])
{
	return box[SERIOUS] + box[LIGHT] + box[INJURED];
}

/* The injured: diagnosed, better, worse, more than before. */
static void
say_injured(const struct moves *m, struct str *out)
{
	int64_t serious = m->moved[INJURED][SERIOUS], light = m->moved[INJURED][LIGHT];
	int64_t more = m->more[SERIOUS] + m->more[LIGHT] + m->more[INJURED];
	int64_t well = m->moved[INJURED][SAFE] + m->moved[LIGHT][SAFE] + m->moved[SERIOUS][SAFE];

	if (serious || light) {
		part(out);
		str_add(out, "伤员经医院诊断，");
		if (serious)
			str_add_f(out, "重伤%lld人", (long long)serious);
		if (light)
			str_add_f(out, "%s轻伤%lld人", serious ? "、" : "", (long long)light);
		if (injured(m->before) == injured(m->after))
			str_add(out, "，受伤总数不变");
	}
	if (m->moved[SERIOUS][LIGHT]) {
		part(out);
		str_add_f(out, "重伤人员中%lld人转为轻伤", (long long)m->moved[SERIOUS][LIGHT]);
	}
	if (m->moved[LIGHT][SERIOUS]) {
		part(out);
		str_add_f(out, "轻伤人员中%lld人转为重伤", (long long)m->moved[LIGHT][SERIOUS]);
	}
	if (well) {
		part(out);
		str_add_f(out, "受伤人员中%lld人经检查无碍", (long long)well);
	}
	if (!more)
		return;
	part(out);
	if (m->was_known[SERIOUS] || m->was_known[LIGHT] || m->was_known[INJURED])
		str_add_f(out, "受伤人数由%lld人增至%lld人", (long long)injured(m->before),
			  (long long)injured(m->after));
	else
		str_add_f(out, "受伤%lld人（此前正在核实）", (long long)injured(m->after));
}

static void
say_more(const struct moves *m, const struct record *fact, struct str *out)
{
	static const enum box others[] = {MISSING, TRAPPED, SAFE};

	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		enum box b = others[i];

		if (!m->more[b])
			continue;
		part(out);
		if (!m->was_known[b] || b == SAFE) {
			str_add_f(out, "%s%lld人", box_word[b], (long long)m->after[b]);
			continue;
		}
		str_add_f(out, "%s人数由%lld人增至%lld人（新增%lld人", box_word[b],
			  (long long)m->before[b], (long long)m->after[b], (long long)m->more[b]);
		if (reason_of(fact))
			str_add_f(out, "：%s", reason_of(fact));
		str_add(out, "）");
	}
}

/* 失联人数由7人更正为5人：reason, who checked it and how. */
static void
say_fewer(const struct moves *m, const struct record *fact, int64_t base, struct str *out)
{
	for (enum box b = 0; b < BOXES; b++) {
		if (!m->fewer[b])
			continue;
		part(out);
		str_add_f(out, "%s人数由%lld人更正为%lld人：", box_word[b],
			  (long long)m->after[b] + m->fewer[b], (long long)m->after[b]);
		add_reason(fact, base, out);
	}
}

/* ---- sums that are not people in boxes ---- */

struct sum {
	enum measure m;
	const char *word, *unit;
	bool falls_freely;
	enum change_part part;
};

/* clang-format off */
static const struct sum sums[] = {
	{MEASURE_poisoned, "中毒人数", "人", false, CHANGED_PEOPLE},
	{MEASURE_evacuated, "累计疏散转移群众", "人", false, CHANGED_MOVED},
	{MEASURE_sheltered, "现安置群众", "人", true, CHANGED_MOVED},
	{MEASURE_returned, "已返家群众", "人", false, CHANGED_MOVED},
	{MEASURE_moved, "受威胁需转移群众", "人", true, CHANGED_MOVED},
	{MEASURE_endangered, "涉险人数", "人", true, CHANGED_PEOPLE},
	{MEASURE_responder_dead, "救援人员死亡人数", "人", false, CHANGED_PEOPLE},
	{MEASURE_responder_hurt, "救援人员受伤人数", "人", false, CHANGED_PEOPLE},
	{MEASURE_burnt_ha, "过火面积", "公顷", false, CHANGED_LOSSES},
	{MEASURE_forest_ha, "受害森林面积", "公顷", false, CHANGED_LOSSES},
	{MEASURE_affected, "受灾人口", "人", false, CHANGED_LOSSES},
	{MEASURE_relief, "需紧急生活救助人口", "人", true, CHANGED_LOSSES},
	{MEASURE_collapsed_households, "倒塌房屋", "户", false, CHANGED_LOSSES},
	{MEASURE_collapsed_rooms, "倒塌房屋", "间", false, CHANGED_LOSSES},
	{MEASURE_damaged_severe, "严重损坏房屋", "间", false, CHANGED_LOSSES},
	{MEASURE_damaged_light, "一般损坏房屋", "间", false, CHANGED_LOSSES},
	{MEASURE_crops_ha, "农作物受灾面积", "公顷", false, CHANGED_LOSSES},
	{MEASURE_crops_lost_ha, "农作物绝收面积", "公顷", false, CHANGED_LOSSES},
	{MEASURE_livestock, "损失牲畜", "头（只）", false, CHANGED_LOSSES},
	{MEASURE_roads, "道路中断", "处", true, CHANGED_LOSSES},
	{MEASURE_loss, "直接经济损失", "万元", false, CHANGED_LOSSES},
};
/* clang-format on */

static void
add_sum(const struct sum *s, const struct figure *f, struct str *out)
{
	if (measure_is_decimal(s->m))
		say_decimal(f->value, out);
	else
		str_add_f(out, "%lld", (long long)f->value);
	str_add(out, s->unit);
}

/* *word: of the sum before, when it was new as well: 倒塌房屋2户5间. */
static void
say_new_sum(const struct sum *s, const struct figure *is, const char **word, struct str *out)
{
	bool same = str_equal(*word, s->word);

	if (!is->value)
		return;
	if (!same) {
		part(out);
		str_add(out, s->word);
	}
	if (measure_is_decimal(s->m) && !is->verified)
		str_add(out, s->m == MEASURE_loss ? "初步估计" : "约");
	add_sum(s, is, out);
	*word = s->word;
}

static void
say_changed_sum(const struct sum *s, const struct figure *was, const struct figure *is,
		const struct record *fact, struct str *out)
{
	bool rises = is->value > was->value;

	part(out);
	str_add_f(out, "%s由", s->word);
	add_sum(s, was, out);
	str_add(out, rises ? "增至" : s->falls_freely ? "减至" : "更正为");
	add_sum(s, is, out);
	if (!rises && !s->falls_freely)
		str_add_f(out, "（%s）", reason_of(fact) ? reason_of(fact) : "原因正在核实");
}

/* ---- the whole ---- */

struct telling {
	const struct record *fact; /* that brought the change */
	int64_t base;
	unsigned parts;
};

static void
say_sums(const struct figures *before, const struct figures *after, const struct telling *t,
	 struct str *out)
{
	const char *word = "";

	for (size_t i = 0; i < ARRAY_LEN(sums); i++) {
		const struct sum *s = &sums[i];
		const struct figure *was = &before->of[s->m], *is = &after->of[s->m];

		if (!is->known || !(t->parts & s->part))
			continue;
		if (!was->known)
			say_new_sum(s, is, &word, out);
		else if (was->value != is->value)
			say_changed_sum(s, was, is, t->fact, out);
	}
}

/* One sentence on what turned the one state into the other. */
static void
say_change(const struct figures *before, const struct figures *after, const struct telling *t,
	   struct str *out)
{
	struct str text = STR_INIT;
	struct moves m;

	if (t->parts & CHANGED_PEOPLE) {
		find_moves(before, after, &m);
		say_found(&m, MISSING, &text);
		say_found(&m, TRAPPED, &text);
		say_dead(&m, t->fact, &text);
		say_injured(&m, &text);
		say_more(&m, t->fact, &text);
		say_fewer(&m, t->fact, t->base, &text);
	}
	say_sums(before, after, t, &text);
	if (text.len)
		str_add_f(out, "%s。", text.ptr);
	str_clear(&text);
}

void
say_revised(const struct figures *before, const struct figures *after, struct str *out)
{
	struct moves m;
	const char *between = "";

	find_moves(before, after, &m);
	for (enum box b = 0; b < BOXES; b++) {
		if (!m.fewer[b])
			continue;
		str_add_f(out, "%s%s", between, box_word[b]);
		between = "、";
	}
	if (*between)
		str_add(out, "人数更正");
}

/* The facts told for the first time, in order of as-of. */
static size_t
new_facts(struct arena *a, const struct change_request *q, const struct record ***out)
{
	const struct record **v = arena_alloc(a, (q->recs->n + 1) * sizeof(*v));
	size_t n = 0;

	for (size_t i = 0; i < q->recs->n; i++) {
		const struct record *r = q->recs->v[i];
		size_t at = n;

		if (r->kind != &kind_fact || q->known(q->ctx, r))
			continue;
		while (at > 0 && fact_asof(v[at - 1]) > fact_asof(r)) {
			v[at] = v[at - 1];
			at--;
		}
		v[at] = r;
		n++;
	}
	*out = v;
	return n;
}

/* The newest of these facts that gives a reason, else the newest. */
static const struct record *
telling_fact(const struct record *const *v, size_t n)
{
	for (size_t i = n; i-- > 0;)
		if (reason_of(v[i]))
			return v[i];
	return n ? v[n - 1] : NULL;
}

void
say_changes(struct arena *a, const struct change_request *q, struct str *out)
{
	const struct record **v;
	size_t n = new_facts(a, q, &v);
	struct figures start = {0}, before, after;
	struct telling t = {telling_fact(v, n), q->base, q->parts ? q->parts : ~0u};
	bool revised = false;

	for (size_t i = 0; i < q->recs->n; i++)
		if (q->recs->v[i]->kind == &kind_fact && q->known(q->ctx, q->recs->v[i]))
			figures_add(&start, q->recs->v[i]);
	after = start;
	for (size_t i = 0; i < n; i++) {
		before = after;
		figures_add(&after, v[i]);
		revised = revised || figures_change(&before, &after) == CHANGE_REVISED;
	}
	if (!revised) {
		say_change(&start, &after, &t, out);
		return;
	}
	/* A correction and a rise must not cancel each other out: one sentence a version. */
	after = start;
	for (size_t i = 0; i < n; i++) {
		before = after;
		figures_add(&after, v[i]);
		t.fact = v[i];
		say_change(&before, &after, &t, out);
	}
}
