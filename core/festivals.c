/* Which days are statutory holidays by law. */
#include "core/festivals.h"

#include <string.h>

#include "core/moment.h"
#include "core/vec.h"

/* Month and day of the new lunar year, 清明, 端午 and 中秋. */
struct lunar {
	int spring, qingming, duanwu, zhongqiu;
};

/* clang-format off */
static const struct lunar lunar[] = {
	{218, 405, 619,  925}, {207, 404, 608,  914}, {126, 404, 528, 1003}, /* 2007 */
	{214, 405, 616,  922}, {203, 405, 606,  912}, {123, 404, 623,  930}, /* 2010 */
	{210, 404, 612,  919}, {131, 405, 602,  908}, {219, 405, 620,  927},
	{208, 404, 609,  915}, {128, 404, 530, 1004}, {216, 405, 618,  924},
	{205, 405, 607,  913}, {125, 404, 625, 1001}, {212, 404, 614,  921},
	{201, 405, 603,  910}, {122, 405, 622,  929}, {210, 404, 610,  917}, /* 2022 */
	{129, 404, 531, 1006}, {217, 405, 619,  925}, {206, 405, 609,  915},
	{126, 404, 528, 1003}, {213, 404, 616,  922}, {202, 405, 605,  912},
	{123, 405, 624, 1001}, {211, 404, 612,  919}, {131, 404, 601,  908}, /* 2031 */
	{219, 405, 620,  927}, {208, 405, 610,  916}, {128, 404, 530, 1004},
	{215, 404, 618,  924}, {204, 405, 607,  913}, {124, 405, 527, 1002},
	{212, 404, 614,  920},                                               /* 2040 */
};

/* first: of the Spring Festival's days, counted from the new lunar year; -1 is its eve. */
static const struct law {
	int from, spring_first, spring_days, labour_days;
	bool lunar_festivals;
	const char *words;
} laws[] = {
	{2025, -1, 4, 2, true,  "2024年修订，每年13天"},
	{2014,  0, 3, 1, true,  "2013年修订，每年11天"},
	{2008, -1, 3, 1, true,  "2007年修订，每年11天"},
	{2000,  0, 3, 3, false, "1999年修订，每年10天"},
};

static const struct {
	const char *word, *name;
} names[] = {
	{"元旦", "元旦"},   {"春节", "春节"}, {"清明", "清明节"}, {"劳动", "劳动节"}, {"五一", "劳动节"},
	{"端午", "端午节"}, {"中秋", "中秋节"}, {"国庆", "国庆节"}, {"十一", "国庆节"},
};
/* clang-format on */

enum { NATIONAL_DAYS = 3 };

static const struct law *
law_of(int year)
{
	for (size_t i = 0; i < ARRAY_LEN(laws); i++)
		if (year >= laws[i].from)
			return &laws[i];
	return NULL;
}

const char *
statutory_law(int year)
{
	const struct law *law = law_of(year);

	return law ? law->words : "";
}

/* In the order of days; of two on one day the one that was there before stays first. */
static size_t
add_days(struct statutory_day *out, size_t n, int first, int days, const char *holiday)
{
	for (int i = 0; i < days; i++) {
		struct statutory_day new = {day_add(first, i), holiday};
		size_t k = n++;

		for (; k > 0 && out[k - 1].day > new.day; k--)
			out[k] = out[k - 1];
		out[k] = new;
	}
	return n;
}

size_t
statutory_days(int year, struct statutory_day out[STATUTORY_MAX])
{
	const struct law *law = law_of(year);
	const struct lunar *l =
	    year >= LUNAR_FIRST && year <= LUNAR_LAST ? &lunar[year - LUNAR_FIRST] : NULL;
	int base = year * 10000;
	size_t n = 0;

	if (!law)
		return 0;
	n = add_days(out, n, base + 101, 1, "元旦");
	n = add_days(out, n, base + 501, law->labour_days, "劳动节");
	n = add_days(out, n, base + 1001, NATIONAL_DAYS, "国庆节");
	if (l)
		n = add_days(out, n, day_add(base + l->spring, law->spring_first), law->spring_days,
			     "春节");
	if (l && law->lunar_festivals) {
		n = add_days(out, n, base + l->qingming, 1, "清明节");
		n = add_days(out, n, base + l->duanwu, 1, "端午节");
		n = add_days(out, n, base + l->zhongqiu, 1, "中秋节");
	}
	return n;
}

const char *
festival_named(const char *words, bool *many)
{
	const char *found = NULL;

	*many = false;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (!strstr(words, names[i].word))
			continue;
		if (found && strcmp(found, names[i].name) != 0)
			*many = true;
		else
			found = names[i].name;
	}
	return found;
}

bool
festival_in(const char *words, const char *holiday)
{
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (!strcmp(names[i].name, holiday) && strstr(words, names[i].word))
			return true;
	return false;
}
