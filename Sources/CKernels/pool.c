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
  pthread_cond_t done;  // caller: the last worker has left the job
  void (*body)(void *, int);
  void *context;
  int tasks;
  atomic_int next;           // the next task to claim
  atomic_uint generation;    // counts jobs
  atomic_int active;         // workers still in the job
  bool stop;
};

static void work(assay_pool *pool) {
  for (;;) {
    int task = atomic_fetch_add_explicit(&pool->next, 1, memory_order_relaxed);
    if (task >= pool->tasks) return;
    pool->body(pool->context, task);
  }
}

static void *worker_main(void *argument) {
  assay_pool *pool = argument;
  unsigned seen = 0;
  for (;;) {
    for (int i = 0; i < SPINS; i++) {
      if (atomic_load_explicit(&pool->generation, memory_order_acquire) != seen) break;
      SPIN_PAUSE();
    }
    if (atomic_load_explicit(&pool->generation, memory_order_acquire) == seen) {
      pthread_mutex_lock(&pool->mutex);
      while (atomic_load_explicit(&pool->generation, memory_order_acquire) == seen)
        pthread_cond_wait(&pool->wake, &pool->mutex);
      pthread_mutex_unlock(&pool->mutex);
    }
    seen = atomic_load_explicit(&pool->generation, memory_order_acquire);
    if (pool->stop) return NULL;
    work(pool);
    if (atomic_fetch_sub_explicit(&pool->active, 1, memory_order_acq_rel) == 1) {
      pthread_mutex_lock(&pool->mutex);
      pthread_cond_signal(&pool->done);
      pthread_mutex_unlock(&pool->mutex);
    }
  }
}

// Publishes a job, or the wish to stop, to the workers.
static void publish(assay_pool *pool) {
  pthread_mutex_lock(&pool->mutex);
  atomic_store_explicit(&pool->active, pool->workers, memory_order_relaxed);
  atomic_store_explicit(&pool->next, 0, memory_order_relaxed);
  atomic_fetch_add_explicit(&pool->generation, 1, memory_order_release);
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
  pool->stop = true;
  pool->tasks = 0;
  publish(pool);
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
  publish(pool);
  work(pool);
  for (int i = 0; i < SPINS; i++) {
    if (atomic_load_explicit(&pool->active, memory_order_acquire) == 0) return;
    SPIN_PAUSE();
  }
  pthread_mutex_lock(&pool->mutex);
  while (atomic_load_explicit(&pool->active, memory_order_acquire) != 0)
    pthread_cond_wait(&pool->done, &pool->mutex);
  pthread_mutex_unlock(&pool->mutex);
}
