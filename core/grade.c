/* The grade of an event by its figures: the thresholds of law as one table. */
#include "core/grade.h"

#include "core/vec.h"

#define F(name)   (1u << FAMILY_##name)
#define ACCIDENTS (F(TRAFFIC) | F(PRODUCTION) | F(MINE) | F(SPECIAL_EQUIPMENT))
#define BOTH      (BASIS_CONFIRMED | BASIS_POSSIBLE)
#define WAN(n)    (INT64_C(n) * 1000) /* loss is in 万元, thousandths */
#define HA(n)     (INT64_C(n) * 1000)
#define M(n)      MEASURE_##n
#define NO        MEASURES

static const char by_493[] = "生产安全事故报告和调查处理条例（国务院令第493号）第三条";
static const char by_fire[] = "公安部关于调整火灾等级标准的通知（2007年6月26日）";
static const char by_541[] = "森林防火条例（国务院令第541号）第四十条";
static const char by_394[] = "地质灾害防治条例（国务院令第394号）第四条";
static const char by_hazard[] = "国家突发地质灾害应急预案";
static const char by_environment[] = "国家突发环境事件应急预案（2014年）附件1";
static const char by_earthquake[] = "国家地震应急预案（2012年）";

/* clang-format off */
const struct grade_row grade_rows[] = {
	/* families        basis            measures                       III        II          I */
	{ACCIDENTS,        BOTH,            M(dead),          NO,          3,         10,         30,          by_493},
	{ACCIDENTS,        BOTH,            M(serious),       M(poisoned), 10,        50,         100,         by_493},
	{ACCIDENTS,        BOTH,            M(loss),          NO,          WAN(1000), WAN(5000),  WAN(10000),  by_493},
	{F(FIRE),          BOTH,            M(dead),          NO,          3,         10,         30,          by_fire},
	{F(FIRE),          BOTH,            M(serious),       NO,          10,        50,         100,         by_fire},
	{F(FIRE),          BOTH,            M(loss),          NO,          WAN(1000), WAN(5000),  WAN(10000),  by_fire},
	{F(FOREST_FIRE),   BOTH,            M(forest_ha),     NO,          HA(1),     HA(100),    HA(1000),    by_541},
	{F(FOREST_FIRE),   BOTH,            M(dead),          NO,          3,         10,         30,          by_541},
	{F(FOREST_FIRE),   BOTH,            M(serious),       NO,          10,        50,         100,         by_541},
	{F(GEOLOGICAL),    BOTH,            M(dead),          NO,          3,         10,         30,          by_394},
	{F(GEOLOGICAL),    BOTH,            M(loss),          NO,          WAN(100),  WAN(500),   WAN(1000),   by_394},
	{F(GEOLOGICAL),    BASIS_HAZARD,    M(moved),         NO,          100,       500,        1000,        by_hazard},
	{F(GEOLOGICAL),    BASIS_HAZARD,    M(possible_loss), NO,          WAN(500),  WAN(5000),  WAN(10000),  by_hazard},
	{F(ENVIRONMENT),   BOTH,            M(dead),          NO,          3,         10,         30,          by_environment},
	{F(ENVIRONMENT),   BOTH,            M(serious),       M(poisoned), 10,        50,         100,         by_environment},
	{F(ENVIRONMENT),   BOTH,            M(evacuated),     NO,          5000,      10000,      50000,       by_environment},
	{F(ENVIRONMENT),   BOTH,            M(loss),          NO,          WAN(500),  WAN(2000),  WAN(10000),  by_environment},
	/* The plan itself counts the missing among the dead. */
	{F(EARTHQUAKE),    BASIS_CONFIRMED, M(dead),          M(missing),  10,        50,         300,         by_earthquake},
	{F(EARTHQUAKE),    BASIS_POSSIBLE,  M(dead),          NO,          10,        50,         300,         by_earthquake},
	/* Pre-judged outside dense areas (≤ 200 people a km²): a township's usual case. */
	{F(EARTHQUAKE),    BASIS_POSSIBLE,  M(magnitude),     NO,          5000,      6000,       7000,        by_earthquake},
};
/* clang-format on */

const size_t grade_nrows = ARRAY_LEN(grade_rows);

bool
grade_graver(int a, int b)
{
	if (a == GRADE_NONE || b == GRADE_NONE)
		return a != GRADE_NONE && b == GRADE_NONE;
	return a < b;
}

int
grade_graver_of(int a, int b)
{
	return grade_graver(a, b) ? a : b;
}

bool
grade_by_machine(int family, const char *kind)
{
	const unsigned graded =
	    ACCIDENTS | F(FIRE) | F(FOREST_FIRE) | F(GEOLOGICAL) | F(ENVIRONMENT) | F(EARTHQUAKE);

	return family > FAMILY_NONE && family <= FAMILY_OTHER && (graded >> family & 1) &&
	       !str_equal(kind, "grassland");
}

/*
 * The value a row judges. Possible counts missing and trapped as dead. While the damaged forest is
 * unknown it can be as large as the burnt area (practice.md 19).
 */
static int64_t
judged(const struct grade_row *row, const struct figures *f, bool possible)
{
	int64_t value = f->of[row->measure].value;

	if (row->second != MEASURES)
		value += f->of[row->second].value;
	if (possible && row->measure == MEASURE_dead)
		value += f->of[MEASURE_missing].value + f->of[MEASURE_trapped].value;
	if (possible && row->measure == MEASURE_forest_ha && !f->of[MEASURE_forest_ha].known)
		value = f->of[MEASURE_burnt_ha].value;
	return value;
}

static int
grade_of(const struct grade_row *row, int64_t value)
{
	if (value >= row->i)
		return GRADE_I;
	if (value >= row->ii)
		return GRADE_II;
	return value >= row->iii ? GRADE_III : GRADE_IV;
}

static void
judge(int family, const struct figures *f, enum grade_basis basis, int *grade,
      const struct grade_row **by)
{
	for (size_t i = 0; i < grade_nrows; i++) {
		const struct grade_row *row = &grade_rows[i];
		int found;

		if (!(row->families >> family & 1) || !(row->basis & basis))
			continue;
		found = grade_of(row, judged(row, f, basis == BASIS_POSSIBLE));
		if (grade_graver(found, *grade)) {
			*grade = found;
			*by = row;
		}
	}
}

void
grade_figures(int family, const char *kind, const struct figures *f, struct grading *out)
{
	*out = (struct grading){0};
	if (!grade_by_machine(family, kind))
		return;
	out->confirmed = out->possible = GRADE_IV;
	judge(family, f, BASIS_CONFIRMED, &out->confirmed, &out->confirmed_by);
	judge(family, f, BASIS_POSSIBLE, &out->possible, &out->possible_by);
	if (f->of[MEASURE_moved].known || f->of[MEASURE_possible_loss].known)
		judge(family, f, BASIS_HAZARD, &out->hazard, &out->hazard_by);
}

bool
grade_danger(int family, unsigned flags, const struct figures *f)
{
	if (!family_is_accident(family))
		return false;
	return (flags & (FLAG_CROWDED | FLAG_WATER_SOURCE)) ||
	       f->of[MEASURE_endangered].value >= 10 ||
	       f->of[MEASURE_trapped].value + f->of[MEASURE_missing].value >= 3 ||
	       f->of[MEASURE_evacuated].value >= 500;
}

int
supplement_until(int family, int accident_day, int days)
{
	if (!family_is_accident(family) || accident_day == 0)
		return 0;
	if (days == 0)
		days = family == FAMILY_FIRE || family == FAMILY_TRAFFIC ? 7 : 30;
	return day_add(accident_day, days);
}
