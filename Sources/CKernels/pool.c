// Threads that share out a job's tasks. The caller works too, and waits for tasks that others have
// begun, never for threads: on a busy machine a thread that gets no processor costs no time.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "assay_kernels.h"

#if defined(__x86_64__)
#define SPIN_PAUSE() __builtin_ia32_pause()
#else
#define SPIN_PAUSE() __asm__ __volatile__("yield" ::: "memory")
#endif

// How long a thread looks for work before it sleeps: some tens of microseconds, longer than the
// gap between two layers and short enough to leave a busy machine to others.
enum { SPINS = 2000 };

struct assay_pool {
  int workers;
  pthread_t *threads;
  pthread_mutex_t mutex;
  pthread_cond_t wake;  // workers: there is a new job
  pthread_cond_t done;  // caller: the last task has ended
  // Written while no task is left to claim, read by those who have claimed one.
  void (*body)(void *, int);
  void *context;
  int tasks;
  // The job's number in the upper half, its tasks that are not claimed in the lower.
  atomic_uint_least64_t state;
  atomic_int ended;     // tasks of this job that are done
  atomic_int sleepers;  // workers that need a wake
  atomic_bool waiting;  // the caller sleeps until all have ended
  atomic_bool stop;
};

static uint32_t job_of(uint64_t state) { return (uint32_t)(state >> 32); }
static uint32_t left_of(uint64_t state) { return (uint32_t)state; }

// Runs tasks of a job until none is left to claim.
static void work(assay_pool *pool, uint32_t job) {
  uint64_t state = atomic_load(&pool->state);
  while (job_of(state) == job && left_of(state) > 0) {
    if (!atomic_compare_exchange_weak(&pool->state, &state, state - 1)) continue;
    // The claim keeps the job as it is until this task has ended.
    const int tasks = pool->tasks;
    pool->body(pool->context, tasks - (int)left_of(state));
    if (atomic_fetch_add(&pool->ended, 1) + 1 == tasks && atomic_load(&pool->waiting)) {
      pthread_mutex_lock(&pool->mutex);
      pthread_cond_signal(&pool->done);
      pthread_mutex_unlock(&pool->mutex);
    }
    state = atomic_load(&pool->state);
  }
}

static bool idle(assay_pool *pool, uint32_t seen) {
  return job_of(atomic_load(&pool->state)) == seen && !atomic_load(&pool->stop);
}

static void *worker_main(void *argument) {
  assay_pool *pool = argument;
  uint32_t seen = 0;
  for (;;) {
    for (int i = 0; i < SPINS && idle(pool, seen); i++) SPIN_PAUSE();
    if (idle(pool, seen)) {
      pthread_mutex_lock(&pool->mutex);
      atomic_fetch_add(&pool->sleepers, 1);
      while (idle(pool, seen)) pthread_cond_wait(&pool->wake, &pool->mutex);
      atomic_fetch_sub(&pool->sleepers, 1);
      pthread_mutex_unlock(&pool->mutex);
    }
    if (atomic_load(&pool->stop)) return NULL;
    seen = job_of(atomic_load(&pool->state));
    work(pool, seen);
  }
}

static void wake_sleepers(assay_pool *pool) {
  if (atomic_load(&pool->sleepers) == 0) return;
  pthread_mutex_lock(&pool->mutex);
  pthread_cond_broadcast(&pool->wake);
  pthread_mutex_unlock(&pool->mutex);
}

assay_pool *assay_pool_create(int threads) {
  assay_pool *pool = calloc(1, sizeof *pool);
  if (pool == NULL) return NULL;
  int workers = threads > 1 ? threads - 1 : 0;
  pool->threads = calloc(workers > 0 ? (size_t)workers : 1, sizeof *pool->threads);
  pthread_mutex_init(&pool->mutex, NULL);
  pthread_cond_init(&pool->wake, NULL);
  pthread_cond_init(&pool->done, NULL);
  for (int i = 0; pool->threads != NULL && i < workers; i++) {
    if (pthread_create(&pool->threads[i], NULL, worker_main, pool) != 0) break;
    pool->workers++;
  }
  if (pool->threads == NULL || pool->workers != workers) {
    assay_pool_destroy(pool);
    return NULL;
  }
  return pool;
}

void assay_pool_destroy(assay_pool *pool) {
  if (pool == NULL) return;
  atomic_store(&pool->stop, true);
  wake_sleepers(pool);
  for (int i = 0; i < pool->workers; i++) pthread_join(pool->threads[i], NULL);
  pthread_mutex_destroy(&pool->mutex);
  pthread_cond_destroy(&pool->wake);
  pthread_cond_destroy(&pool->done);
  free(pool->threads);
  free(pool);
}

void assay_pool_run(
    assay_pool *pool, int tasks, void (*body)(void *context, int task), void *context) {
  if (pool->workers == 0 || tasks < 2) {
    for (int task = 0; task < tasks; task++) body(context, task);
    return;
  }
  pool->body = body;
  pool->context = context;
  pool->tasks = tasks;
  atomic_store(&pool->ended, 0);
  const uint32_t job = job_of(atomic_load(&pool->state)) + 1;
  atomic_store(&pool->state, (uint64_t)job << 32 | (uint32_t)tasks);
  wake_sleepers(pool);
  work(pool, job);
  for (int i = 0; i < SPINS; i++) {
    if (atomic_load(&pool->ended) == tasks) return;
    SPIN_PAUSE();
  }
  pthread_mutex_lock(&pool->mutex);
  atomic_store(&pool->waiting, true);
  while (atomic_load(&pool->ended) != tasks) pthread_cond_wait(&pool->done, &pool->mutex);
  atomic_store(&pool->waiting, false);
  pthread_mutex_unlock(&pool->mutex);
}
