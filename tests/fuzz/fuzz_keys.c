/* Keys from any bytes, in any pieces: no byte is lost for good, nothing unbounded is kept. */
#include <assert.h>

#include "tui/keys.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct keys k;
	struct key_event ev;
	int64_t now = 0;
	size_t events = 0;

	keys_init(&k);
	for (size_t i = 0; i + 2 < size;) {
		size_t n = (size_t)data[i] % 16, left = size - i - 2;

		now += data[i + 1] * 8;
		n = n < left ? n : left;
		keys_feed(&k, (const char *)data + i + 2, n, now);
		i += 2 + n;
		for (; keys_next(&k, now, &ev); events++)
			assert(ev.key != K_NONE && (ev.key == K_PASTE || !ev.text));
		assert(keys_timeout(&k, now) >= -1);
	}
	assert(events <= 2 * size + 1);
	/* Left alone it comes to rest: whatever was pending is given up in time. */
	for (int wait; (wait = keys_timeout(&k, now)) >= 0;) {
		now += wait;
		while (keys_next(&k, now, &ev))
			events++;
		assert(events <= 2 * size + 1);
	}
	assert(!k.pasting && !k.armed && k.in.len - k.pos < 4);
	keys_clear(&k);
	return 0;
}
