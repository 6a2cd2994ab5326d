//! A reading that is stopped, and the next one that goes on.
use super::{Home, host, judge, pages};
use crate::driver::wait_until;
use crate::rawserver::RawServer;
use rustix::process::{Pid, Signal, kill_process};
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const ALL: u32 = 4_000;

/// Is a host that answers 60 pages and is then silent until it is told to go on.
struct Slow {
    server: RawServer,
    open: Arc<AtomicBool>,
}

impl Slow {
    async fn start() -> Self {
        let open = Arc::new(AtomicBool::new(false));
        let (told, never) = (Arc::clone(&open), Arc::new(tokio::sync::Semaphore::new(0)));
        let server = RawServer::start(move |request| {
            let page: u32 = request.path.split_once("page=").unwrap().1.parse().unwrap();
            if page > 60 && !told.load(Ordering::SeqCst) {
                crate::rawserver::Act::When(Arc::clone(&never), Vec::new())
            } else {
                host(request, ALL)
            }
        })
        .await;
        Self { server, open }
    }
}

fn start(home: &Home) -> Child {
    home.command(&[])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn signal(child: &Child, signal: Signal) {
    let pid = Pid::from_raw(child.id().try_into().unwrap()).unwrap();
    kill_process(pid, signal).unwrap();
}

async fn goes_on_after(end: Signal, code: Option<i32>) {
    let slow = Slow::start().await;
    let home = Home::at(&format!("127.0.0.1:{}", slow.server.port));
    tokio::task::block_in_place(|| {
        let child = start(&home);
        wait_until("sixty pages", || {
            slow.server.count() >= 61 && home.mirror().exists() && {
                let resume = home.sync_state().customers.resume;
                resume.is_some_and(|resume| resume.next == 61)
            }
        });
        signal(&child, end);
        let (is, said) = judge(&child.wait_with_output().unwrap());
        assert_eq!(is, code, "{said}");
        if code.is_some() {
            let last = "Stopped at 1,500 of 4,000; the next run resumes there\n";
            assert!(said.ends_with(last), "{said}");
        }
        assert_eq!(home.rows().len(), 1_500);
        slow.open.store(true, Ordering::SeqCst);
        let before = slow.server.count();
        let (is, said) = home.sync(&[]);
        assert_eq!(is, Some(0), "{said}");
        assert!(said.contains("from 1,500 of 4,000\n"), "{said}");
        assert!(
            said.contains("of 4,000 customers (an earlier run read the others)"),
            "{said}"
        );
        let mut asked = pages(&slow.server.requests())[before..].to_vec();
        asked.sort_unstable();
        // The newest first, then on from one page before where it stopped, and the first once more.
        let wanted: Vec<u32> = [1, 1].into_iter().chain(60..=160).collect();
        assert_eq!(asked, wanted);
        assert_eq!(home.rows().len(), 4_000);
        assert_eq!(home.sync_state().customers.resume, None);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn after_ctrl_c_the_next_run_goes_on_where_it_stopped() {
    goes_on_after(Signal::INT, Some(130)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_request_to_end_too() {
    goes_on_after(Signal::TERM, Some(143)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_kill_too() {
    goes_on_after(Signal::KILL, None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stopped_before_the_first_page_it_says_so() {
    let server = RawServer::always(crate::rawserver::Act::Stall(Vec::new())).await;
    let home = Home::at(&format!("127.0.0.1:{}", server.port));
    tokio::task::block_in_place(|| {
        let child = start(&home);
        wait_until("a request", || server.count() > 0);
        signal(&child, Signal::INT);
        let (code, said) = judge(&child.wait_with_output().unwrap());
        assert_eq!(code, Some(130), "{said}");
        assert!(
            said.contains("Stopped; the next run starts at the first page"),
            "{said}"
        );
    });
}
