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
	SECTION_STAY, /* 留岗; a hint as well */
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
	int age;         /* shifts it has been carried */
	bool news;       /* something was entered about it since the last handover */
	bool again;      /* open then too, but not handed over then: opened again */
	bool after;      /* it changed after the outgoing side had signed */
	int64_t touched; /* ts of the newest entry about it, milliseconds; not kept when frozen */
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
	const struct cut *const *seals; /* of the group's earlier handovers, in order */
	size_t nseals;
	const struct handover_items *before; /* as the last of them was sealed, or NULL */
	const struct things *attendance;     /* lines of the shift, for 留岗; or NULL */
	const struct things *casualties;     /* of the open incidents, or NULL */
	const struct things *editions;       /* of the roster, oldest first; or NULL */
	const struct duty_limits *limits;    /* the notice for swaps; NULL: not looked at */
	const struct handover_item *loose; /* reports begun and not signed: told with the matters */
	size_t nloose;
	const struct handover_state *state; /* ticks and read-backs so far, or NULL */
};

/* Appends the items in the order of sections; texts in the arena. */
void handover_draft(struct arena *a, const struct handover_input *in, struct handover_items *out);

/* Nothing to tick: strength, who stays on. */
bool handover_is_hint(const struct handover_item *i);
/* How many items still want a tick. */
size_t handover_unread(const struct handover_items *items);

/*
 * Going through by exceptions (forty carried items in a few minutes): what may be confirmed
 * together. Plain: unchanged since the last handover, not overdue, not grave; a piece that was in
 * order. Spoken: an instruction, unchanged too, that is read back aloud. Open incidents never: each
 * is told and read back by itself.
 */
enum handover_together { TOGETHER_NOT, TOGETHER_PLAIN, TOGETHER_SPOKEN };
enum handover_together handover_together(const struct handover_item *i, int64_t now);

/* Frozen and read again. Long texts are shortened so that all of it fits into a record. */
void handover_items_write(const struct handover_items *items, struct str *out);
void handover_items_read(struct arena *a, const char *text, struct handover_items *out);

/* 1月18日6:50, or 6:50 on the day of `now`. */
void handover_time(int64_t secs, int64_t now, struct str *out);

#endif
