/* Words are looked for by the bytes that tell them apart. */
#define _GNU_SOURCE /* memmem */
#include "storage/find.h"

#include <stdint.h>
#include <string.h>

/* How common a byte is in records of Chinese text in JSON, roughly. */
static int
commonness(unsigned char c)
{
	if (c >= 0xe4 && c <= 0xe9)
		return 100; /* the first byte of most characters */
	if (c == '"' || c == ',' || c == ':')
		return 90;
	if (c >= '0' && c <= '9')
		return 80;
	if (c == 0xef || c == 0xbc)
		return 70; /* full-width punctuation */
	if (c >= 'a' && c <= 'z')
		return 60;
	return c >= 0x80 ? 30 : 20;
}

static void
choose_places(struct finder *f)
{
	f->rarer = 0;
	for (size_t i = 1; i < f->len; i++)
		if (commonness((unsigned char)f->needle[i]) <=
		    commonness((unsigned char)f->needle[f->rarer]))
			f->rarer = i;
	f->rare = f->rarer ? 0 : f->len - 1;
	for (size_t i = 0; i < f->len; i++)
		if (i != f->rarer && commonness((unsigned char)f->needle[i]) <
					 commonness((unsigned char)f->needle[f->rare]))
			f->rare = i;
}

static const char *
find_plain(const struct finder *f, const char *text, size_t n)
{
	return memmem(text, n, f->needle, f->len);
}

#if defined(__x86_64__)
#include <immintrin.h>

/* The places from text on whose bit is set, until the needle stands at one. */
static const char *
check_places(const struct finder *f, const char *text, uint32_t bits)
{
	for (; bits; bits &= bits - 1) {
		const char *p = text + __builtin_ctz(bits);

		if (memcmp(p, f->needle, f->len) == 0)
			return p;
	}
	return NULL;
}

static const char *
find_16(const struct finder *f, const char *text, size_t n)
{
	const __m128i a = _mm_set1_epi8(f->needle[f->rarer]), b = _mm_set1_epi8(f->needle[f->rare]);
	size_t places = n >= f->len ? n - f->len + 1 : 0, i = 0;

	for (; i + 16 <= places; i += 16) {
		const char *p = text + i, *hit;
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)(p + f->rarer));
		__m128i y = _mm_loadu_si128((const __m128i *)(const void *)(p + f->rare));
		int bits =
		    _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(x, a), _mm_cmpeq_epi8(y, b)));

		if (bits && (hit = check_places(f, p, (uint32_t)bits)))
			return hit;
	}
	return find_plain(f, text + i, n - i);
}

__attribute__((target("avx2"))) static const char *
find_32(const struct finder *f, const char *text, size_t n)
{
	const __m256i a = _mm256_set1_epi8(f->needle[f->rarer]),
		      b = _mm256_set1_epi8(f->needle[f->rare]);
	size_t places = n >= f->len ? n - f->len + 1 : 0, i = 0;

	for (; i + 32 <= places; i += 32) {
		const char *p = text + i, *hit;
		__m256i x = _mm256_loadu_si256((const __m256i *)(const void *)(p + f->rarer));
		__m256i y = _mm256_loadu_si256((const __m256i *)(const void *)(p + f->rare));
		int bits = _mm256_movemask_epi8(
		    _mm256_and_si256(_mm256_cmpeq_epi8(x, a), _mm256_cmpeq_epi8(y, b)));

		if (bits && (hit = check_places(f, p, (uint32_t)bits)))
			return hit;
	}
	return find_plain(f, text + i, n - i);
}
#endif

void
finder_init(struct finder *f, const char *needle, size_t len)
{
	*f = (struct finder){.needle = needle, .len = len, .find = find_plain};
	choose_places(f);
#if defined(__x86_64__)
	if (len > 0)
		f->find = __builtin_cpu_supports("avx2") ? find_32 : find_16;
#endif
}

const char *
finder_next(const struct finder *f, const char *text, size_t n)
{
	return f->find(f, text, n);
}
