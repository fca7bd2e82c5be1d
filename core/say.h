/*
 * Chinese sentences made from records: what templates must not put together themselves, so that an
 * office that changes a template cannot turn "0" into "unknown" (report-texts rules 1.1-1.4).
 *
 * All functions append to `out`. A sentence that has something to say ends in 。; one with nothing
 * to say appends nothing. Numbers come in three states: not known (正在核实), 0 (暂未接到报告) and
 * 0 verified (经核实，无…). No arrows on paper, no names of victims, no cause.
 */
#ifndef CORE_SAY_H
#define CORE_SAY_H

#include "core/figures.h"
#include "core/incident.h"
#include "core/record.h"
#include "core/station.h"

/* ---- numbers, times, the station (core/say.c) ---- */

/* 一, 十二, 二十 …; 0 to 99, others in digits. */
void say_number(int64_t n, struct str *out);

/* A base that is no day: every time has its date. */
#define SAY_DATED INT64_MIN

/* 2时47分 on the day of `base`, else with its date, else with its year: nothing is ambiguous
 * across midnight. */
void say_time(int64_t secs, int64_t base, struct str *out);
/* 约2时45分; 正在核实 for an unknown or missing one. */
void say_moment(struct moment m, int64_t base, struct str *out);
/* Thousandths without needless zeros: 65, 12.5. */
void say_decimal(int64_t milli, struct str *out);

/* What a station calls itself: its own settings, else made from its name and level. */
struct station_names {
	const char *unit;   /* 石门镇 */
	const char *self;   /* 我镇 */
	const char *organ;  /* 云岭县石门镇人民政府 */
	const char *head;   /* 云岭县石门镇 */
	const char *prefix; /* 石镇信 */
	const char *main;   /* 县应急管理局 */
};
void say_station(struct arena *a, const struct station *s, struct station_names *out);

/* ---- what happened (core/say_event.c) ---- */

struct event_words {
	const char *name;    /* 石门镇石门村沿街自建房火灾 */
	const char *subject; /* 石门镇石门村一沿街自建房发生火灾: of titles */
	const char *what;    /* 一沿街自建房发生火灾: after the place */
};
void say_event(struct arena *a, const struct incident *in, const char *unit,
	       struct event_words *out);

/* 致1人死亡、2人受伤; 转移群众213人 when nobody was hurt; nothing otherwise. */
void say_title_casualties(const struct figures *f, struct str *out);

/* 群众电话报告 → 接群众电话报告; an office or another service 通报. Without 。 */
void say_source(const struct incident *in, struct str *out);

/* ---- people and losses (core/say_people.c) ---- */

void say_casualties(const struct figures *f, struct str *out);
/* Sums above 0, for supplements and tables: 死亡1人、受伤2人（重伤1人、轻伤1人）. Without 。 */
void say_totals(const struct figures *f, struct str *out);
/* accident: 疏散, else 转移. */
void say_evacuation(const struct figures *f, bool accident, struct str *out);
void say_losses(const struct figures *f, struct str *out);

/* ---- changes in words (core/say_change.c) ---- */

/*
 * What the facts in recs that `known` does not hold (facts are told apart by id) change, in words:
 * 进展, 新增, 更正 (report-texts 1.3). known: the records an earlier report could draw on, with
 * their as-of not later than known_asof. base: the day bare times belong to.
 */
enum change_part { CHANGED_PEOPLE = 1, CHANGED_MOVED = 2, CHANGED_LOSSES = 4 };

struct change_request {
	unsigned parts; /* enum change_part; 0: all */
	const struct records *recs;
	bool (*known)(const void *ctx, const struct record *fact);
	const void *ctx;
	int64_t base;
};
void say_changes(struct arena *a, const struct change_request *q, struct str *out);
/* 失联人数更正: for the title of a follow-up that revises; nothing otherwise. */
void say_revised(const struct figures *before, const struct figures *after, struct str *out);

/* ---- who did what, when (core/say_act.c) ---- */

/* Which actions: those for which `wanted` says yes (NULL: all). */
struct act_request {
	const struct records *recs;
	bool (*wanted)(const void *ctx, const struct record *r);
	const void *ctx;
	int64_t base;
};
/* 镇专职消防队2车6人于2时48分出动、2时55分到场；… in order of time, joined by unit. */
void say_forces(struct arena *a, const struct act_request *q, struct str *out);
/* 石门镇 self 我镇: 我镇已于2时58分向县应急局、县委办公室电话报告。 */
void say_phone(const struct act_request *q, const char *self, struct str *out);
/* 3时52分，明火扑灭。 of controlled, out and the end of the response. */
void say_spread(const struct act_request *q, struct str *out);
/* 已请求增援：… after a step reinforce; else 暂无支援请求。 */
void say_request(const struct act_request *q, struct str *out);
/* The course of it for the final report: 2时47分接报，2时48分…出动，2时58分电话首报，…。 */
void say_chain(struct arena *a, const struct act_request *q, const struct incident *in,
	       struct str *out);
/* The name a step has in texts: 出动, 到场, 明火扑灭; "" where the text must say it. */
const char *say_step(int step);

#endif
