//! A question to the mirror that follows what is typed: asked once for each text, and known once answered.

/// What is to be asked, what was asked last, and its answer.
#[derive(Debug)]
pub struct Asking<Q, A> {
    wanted: Option<Q>,
    asked: Option<Q>,
    known: Option<A>,
}

impl<Q, A> Default for Asking<Q, A> {
    fn default() -> Self {
        Self {
            wanted: None,
            asked: None,
            known: None,
        }
    }
}

impl<Q: Clone + PartialEq, A> Asking<Q, A> {
    /// Takes note of what somebody wants to know, if anybody does.
    pub fn want(&mut self, wanted: Option<Q>) {
        if wanted.is_none() {
            *self = Self::default();
        }
        self.wanted = wanted;
    }

    /// Returns what the mirror is to be asked, once.
    pub fn take(&mut self) -> Option<Q> {
        if self.wanted == self.asked {
            return None;
        }
        self.asked.clone_from(&self.wanted);
        self.wanted.clone()
    }

    /// Takes an answer, which names its question; returns whether that was the last one.
    pub fn hear(&mut self, answer: A, question: impl Fn(&A) -> &Q) -> bool {
        let is_asked = self.asked.as_ref() == Some(question(&answer));
        if is_asked {
            self.known = Some(answer);
        }
        is_asked
    }

    pub const fn known(&self) -> Option<&A> {
        self.known.as_ref()
    }
}
