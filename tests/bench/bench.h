/* What the benchmarks share: a clock, medians, and records like those of a busy county. */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/moment.h"
#include "core/str.h"

static inline double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static inline int
compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static inline double
median(double *v, size_t n)
{
	qsort(v, n, sizeof(*v), compare_doubles);
	return n ? v[n / 2] : 0;
}

/* A number that looks random and is the same in every run. */
static inline uint64_t
mix(uint64_t x)
{
	x ^= x >> 33;
	x *= UINT64_C(0xff51afd7ed558ccd);
	x ^= x >> 33;
	x *= UINT64_C(0xc4ceb9fe1a85ec53);
	return x ^ x >> 33;
}

/*
 * Line number i (from 1) of writer "bm1": about 300 bytes, mostly Chinese. Every 40th opens an
 * incident, every 50th a matter; the others speak of one of the last incidents or stand alone. Word
 * "溶洞塌陷" is rare (1 in 50,000), "巡查" is common.
 */
static inline void
bench_line(uint64_t i, struct str *out)
{
	static const char *const words[] = {
	    "巡查", "滑坡", "石镇", "东山村", "水位",     "上涨", "转移群众", "值班员", "报告",
	    "道路", "中断", "抢修", "雨量",   "已到现场", "核实", "情况",     "稳定",   "继续观察"};
	static const char *const lines_of[] = {"log", "call", "act"};
	char at[MOMENT_TEXT], ts[MOMENT_TEXT];
	int64_t when = civil_secs(2024, 1, 1, 0, 0) + (int64_t)i * 240;
	uint64_t r = mix(i);

	moment_iso(moment_at(when - (int64_t)(r % 7) * 60), at);
	stamp_iso(when * 1000 + (int64_t)(r % 1000), ts);
	str_cut(out, 0);
	str_add_f(out, "{\"at\":\"%s\",\"body\":{\"text\":\"", at);
	for (uint64_t k = 0; k < 14; k++)
		str_add(out, words[mix(i * 31 + k) % (sizeof(words) / sizeof(words[0]))]);
	if (i % 50000 == 17)
		str_add(out, "溶洞塌陷");
	str_add_f(out, "第%llu号\"},\"by\":\"bm1-%llu\",\"id\":\"bm1-%llu\",\"kind\":",
		  (unsigned long long)i, (unsigned long long)(1 + r % 30), (unsigned long long)i);
	if (i % 40 == 1)
		str_add(out, "\"incident\"");
	else if (i % 50 == 3)
		str_add(out, "\"matter\"");
	else
		str_add_f(out, "\"%s\"", lines_of[r % 3]);
	if (i % 40 != 1 && i % 50 != 3 && r % 4)
		str_add_f(out, ",\"of\":\"bm1-%llu\"", (unsigned long long)(i - i % 40 + 1));
	str_add_f(out, ",\"ts\":\"%s\"}", ts);
}

#endif
