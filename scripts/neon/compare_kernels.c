// Compares each kernel table that this processor runs with the portable one and with formulas.
// Exits 1 where they differ. With --list: prints the tables' names, the one it would choose first.
#include <signal.h>
#include <stdarg.h>
#include <sys/mman.h>
#include <unistd.h>

#include "compare.h"

const assay_kernels *tested, *portable;

// ---- Reporting -------------------------------------------------------------------------------

enum { DIFFERENCES_SHOWN = 20 };
static int cases, differences;
static char what[200];

void compare_case(const char *format, ...) {
  int length = snprintf(what, sizeof what, "%s: ", tested->name);
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(what + length, sizeof what - (size_t)length, format, arguments);
  va_end(arguments);
  cases++;
}

void differs(const char *format, ...) {
  if (++differences > DIFFERENCES_SHOWN) return;
  printf("differs: %s: ", what);
  va_list arguments;
  va_start(arguments, format);
  vprintf(format, arguments);
  va_end(arguments);
  printf("\n");
}

static void report_crash(int number) {
  static const char start[] = "crashed in: ";
  ssize_t written = write(STDERR_FILENO, start, sizeof start - 1);
  written += write(STDERR_FILENO, what, strlen(what));
  written += write(STDERR_FILENO, "\n", 1);
  _exit(written > 0 ? 128 + number : 127);
}

// ---- Numbers ---------------------------------------------------------------------------------

static uint64_t state;

uint64_t random_bits(void) {
  uint64_t z = state += 0x9E3779B97F4A7C15;  // SplitMix64
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

size_t random_size(size_t low, size_t high) { return low + random_bits() % (high - low + 1); }

float random_float(float scale) {
  return (float)((double)(random_bits() >> 40) / 8388608.0 - 1.0) * scale;
}

// ---- Memory ----------------------------------------------------------------------------------

enum { PIECES = 128, FRONT = 0xA5 };
static struct {
  uint8_t *pages;
  size_t front, mapped;
} pieces[PIECES];
static int piece_count;

void *guarded(size_t bytes) {
  const size_t page = (size_t)sysconf(_SC_PAGESIZE);
  const size_t used = (bytes + page - 1) / page * page;
  uint8_t *pages =
      mmap(NULL, used + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED || mprotect(pages + used, page, PROT_NONE) != 0 ||
      piece_count == PIECES) {
    perror("compare_kernels: no memory with a guard behind it");
    exit(2);
  }
  memset(pages, FRONT, used);
  pieces[piece_count].pages = pages;
  pieces[piece_count].front = used - bytes;
  pieces[piece_count++].mapped = used + page;
  return pages + used - bytes;
}

float *guarded_floats(size_t count) { return guarded(count * sizeof(float)); }

float *untouched_floats(size_t count) {
  const uint32_t bits = UNTOUCHED;
  float *floats = guarded_floats(count);
  for (size_t i = 0; i < count; i++) memcpy(floats + i, &bits, sizeof bits);
  return floats;
}

void release_guarded(void) {
  for (int i = 0; i < piece_count; i++) {
    for (size_t j = 0; j < pieces[i].front; j++)
      if (pieces[i].pages[j] != FRONT) {
        differs("wrote %zu bytes in front of its memory", pieces[i].front - j);
        break;
      }
    munmap(pieces[i].pages, pieces[i].mapped);
  }
  piece_count = 0;
}

// ---- Program ---------------------------------------------------------------------------------

// The tables that an aarch64 processor may have, from the best on.
static const char *const names[] = {"neon-i8mm", "neon-dotprod", "portable"};
enum { NAMES = sizeof names / sizeof *names };

static bool compare_table(void) {
  state = 0;
  cases = differences = 0;
  compare_products();
  compare_layer_steps();
  compare_attention();
  printf("%s: %d cases, %d differences\n", tested->name, cases, differences);
  return differences == 0;
}

static void list_tables(void) {
  const assay_kernels *chosen = assay_kernels_named(NULL);
  printf("%s", chosen->name);
  for (int i = 0; i < NAMES; i++) {
    const assay_kernels *table = assay_kernels_named(names[i]);
    if (table != NULL && table != chosen) printf(" %s", table->name);
  }
  printf("\n");
}

int main(int count, char **arguments) {
  if (count == 2 && strcmp(arguments[1], "--list") == 0) {
    list_tables();
    return 0;
  }
  portable = assay_kernels_named("portable");
  if (count != 1 || portable == NULL) {
    fprintf(stderr, "usage: compare_kernels [--list]\n");
    return 2;
  }
  setvbuf(stdout, NULL, _IOLBF, 0);
  const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE};
  for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) signal(fatal[i], report_crash);
  bool equal = true;
  for (int i = 0; i < NAMES; i++) {
    tested = assay_kernels_named(names[i]);
    if (tested != NULL) equal = compare_table() && equal;
  }
  return equal ? 0 : 1;
}
