/* The station of a book, and the rule sets in force in it. */
#ifndef CORE_STATION_H
#define CORE_STATION_H

#include "core/kind.h"

enum level { LEVEL_NONE, LEVEL_VILLAGE, LEVEL_TOWNSHIP, LEVEL_COUNTY, LEVEL_CITY, LEVEL_PROVINCE };

extern const struct choice station_levels[];

/* The first record of every book. Texts after `practice` have defaults made from name and level
 * (core/say.h). */
struct station {
	char *code;   /* administrative division, 9 digits for a township */
	char *name;   /* 石门镇应急消防站 */
	int level;    /* enum level */
	char *device; /* the device that made the book: sm1 */
	bool practice;
	char *organ;    /* issuing organ: 云岭县石门镇人民政府 */
	char *self;     /* 我镇, 我乡, 我街道 */
	char *prefix;   /* of report numbers: 石镇信 */
	char *head;     /* head line of reports: 云岭县石门镇 */
	char *main;     /* default 主送 */
	char *copy;     /* default 抄送 */
	char *phone;    /* duty telephone */
	char *superior; /* name of the superior's duty room */
	char **signers; /* persons who may sign besides the leaders, by id */
	struct count
	    late_from; /* minutes from which a late entry (补记) is told; station_late_from */
};

/* A rule set, whole, as text (core/conf.h, core/rules.h); in force from `since` on (P: a later one
 * waits). */
struct rules_record {
	char *name;
	char *source;
	int since; /* day */
	char *text;
};

extern const struct kind kind_station, kind_rules;

/* Minutes from which a late entry is told apart: the setting, else 10 (practice.md 24). */
int64_t station_late_from(const struct station *s);

#endif
