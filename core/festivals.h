/*
 * The statutory days (法定节假日) of a year by the law in force then, 《全国年节及纪念日放假办法》:
 * as revised in 1999 ten days, from 2008 eleven (the eve of the Spring Festival with them until
 * 2013, its third day instead from 2014), from 2025 thirteen. Days of the lunar calendar are those
 * of GB/T 33661-2017, for 2007-2040.
 */
#ifndef CORE_FESTIVALS_H
#define CORE_FESTIVALS_H

#include <stdbool.h>
#include <stddef.h>

enum { STATUTORY_MAX = 16, LUNAR_FIRST = 2007, LUNAR_LAST = 2040 };

struct statutory_day {
	int day;             /* YYYYMMDD */
	const char *holiday; /* 春节; Chinese data */
};

/* The days of a year from 2000 on in their order, and their number. A day on which two festivals
 * meet comes twice, for that of the solar calendar first. Before LUNAR_FIRST and after LUNAR_LAST
 * only those of the solar calendar. */
size_t statutory_days(int year, struct statutory_day out[STATUTORY_MAX]);

/* "2024年修订，每年13天"; "" before 2000. Chinese data. */
const char *statutory_law(int year);

/* The festivals that the words of a notice name (“五一”国际劳动节, 国庆节、中秋节): the first one's
 * name, NULL for none. *many: whether there are more. */
const char *festival_named(const char *words, bool *many);

/* Whether such words name a festival (春节). */
bool festival_in(const char *words, const char *holiday);

#endif
