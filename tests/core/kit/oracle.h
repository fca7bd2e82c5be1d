/*
 * A second opinion on who stands: what the headers of core/duty.h, core/roster.h, core/person.h and
 * core/season.h say, read literally and slowly for one minute at a time. It shares no code with the
 * resolver: no spans, no cutting, only "at this minute".
 */
#ifndef TESTS_CORE_KIT_ORACLE_H
#define TESTS_CORE_KIT_ORACLE_H

#include "core/duty.h"

enum { ORACLE_MAX = 64 };

struct oracle_row {
	const char *post, *person, *origin, *instead;
	int source;
	int64_t begins;
};

struct oracle_rows {
	struct oracle_row v[ORACLE_MAX];
	size_t n;
};

/* Who stands at a minute; claims: before leave and before anybody is taken out of a second place.
 */
void oracle_claims(const struct duty_book *b, int64_t at, struct oracle_rows *out);
void oracle_stand(const struct duty_book *b, int64_t at, struct oracle_rows *out);

int oracle_mode(const struct duty_book *b, int64_t at);
bool oracle_must_stand(const struct duty_book *b, const struct post *p, int64_t at);
int64_t oracle_need(const struct duty_book *b, const struct post *p, int64_t at);
/* Different people who fill a post by those rows, and the neighbours' that cover it. */
int64_t oracle_have(const struct duty_book *b, const struct oracle_rows *rows, const char *post,
		    int64_t at);
int oracle_readiness(const struct duty_book *b, const char *post, int64_t at);
bool oracle_doubles(const struct duty_book *b, const char *x, const char *y);
bool oracle_on_leave(const struct duty_book *b, const char *person, int64_t at);

/* Days that the test's calendar decrees; others by the weekday. */
bool oracle_is_rest(int day);

#endif
