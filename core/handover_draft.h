/*
 * The draft of a handover gathers itself (design §8): severity first, then what has to be done,
 * then the story; open incidents with their next deadline, matters and instructions not closed,
 * warnings in force, people on site, pieces to be checked, changes of the roster. Chinese data, as
 * printed.
 *
 * At the second signature the items are frozen as text in the sign record, a line an entry:
 *   = section id            then its lines: w what, s state, f from, n next, m marks
 */
#ifndef CORE_HANDOVER_DRAFT_H
#define CORE_HANDOVER_DRAFT_H

#include "core/casefile.h"
#include "core/duty.h"
#include "core/handover.h"
#include "core/matter.h"
#include "core/obligation.h"

enum handover_section {
	SECTION_INCIDENTS,
	SECTION_MATTERS,
	SECTION_WARNINGS,
	SECTION_OUT,
	SECTION_EQUIPMENT,
	SECTION_STRENGTH, /* a hint, nothing to tick */
	SECTION_ROSTER,
	HANDOVER_SECTIONS,
};

struct handover_item {
	enum handover_section section;
	const char *id;    /* what tick and readback name; a thing's id or a piece's name */
	const char *what;  /* 事件, 事项, 预警, 人员, 名称 */
	const char *state; /* 现状, 进展, 检查结果 */
	const char *from;  /* 来源、时间 */
	const char *next;  /* 下一时限, 要求时限, 预计返回 */
	int64_t due; /* for sorting and colours; NEVER (core/casefile.h); not kept when frozen */
	bool grave;  /* to be read back */
	bool typed;  /* the read-back is typed: still in response */
	bool ticked, read_back, fault;
	int age; /* shifts it has been carried */
};

struct handover_items {
	struct handover_item *v;
	size_t n, cap;
};

struct handover_case {
	const struct casefile *file;
	const struct obligation *owed;
	size_t nowed;
};

/* An order, a matter, a query without incident; with the lines about it. */
struct handover_matter {
	const struct thing *thing;
	const struct records *lines;
};

struct handover_input {
	int64_t now, since; /* since: the seal before, or the beginning of the shift */
	int group;
	const struct handover_case *cases;
	size_t ncases;
	const struct handover_matter *matters;
	size_t nmatters;
	const struct things *warnings;
	const struct duty_book *duty;
	const struct things *vehicles; /* or NULL */
	const char *const *checks;     /* names of pieces to be checked */
	size_t nchecks;
	const int64_t *seals; /* when the group's earlier handovers were sealed */
	size_t nseals;
	const struct handover_state *state; /* ticks and read-backs so far, or NULL */
};

/* Appends the items in the order of sections; texts in the arena. */
void handover_draft(struct arena *a, const struct handover_input *in, struct handover_items *out);

/* How many items still want a tick. */
size_t handover_unread(const struct handover_items *items);

/* Frozen and read again. Long texts are shortened so that all of it fits into a record. */
void handover_items_write(const struct handover_items *items, struct str *out);
void handover_items_read(struct arena *a, const char *text, struct handover_items *out);

/* 1月18日6:50, or 6:50 on the day of `now`. */
void handover_time(int64_t secs, int64_t now, struct str *out);

#endif
